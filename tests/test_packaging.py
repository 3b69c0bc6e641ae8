"""What is installed, and that it gets in nobody's way."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatchcase
from importlib.metadata import (
    PackageNotFoundError,
    distribution,
    entry_points,
    packages_distributions,
)
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

NAME = "kehoach"
ROOT = Path(__file__).parents[1]
PACKAGES = ("annotations", "evaluation", "models", "pipeline", "training")
OURS = [
    "cli",
    *(name for name in PACKAGES if any((ROOT / name).glob("*.py"))),
]


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture
def installed() -> None:
    try:
        distribution(NAME)
    except PackageNotFoundError:
        pytest.skip(f"{NAME} is not installed")


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("name", OURS)
def test_a_top_level_name_belongs_to_this_distribution_alone(name: str) -> None:
    assert set(packages_distributions()[name]) == {NAME}


@pytest.mark.usefixtures("installed")
def test_the_command_and_the_component_are_registered() -> None:
    (command,) = entry_points(group="console_scripts", name=NAME)
    assert command.value == "cli:app"
    (component,) = entry_points(group="spacy_factories", name=NAME)
    assert component.load().__name__ == "create"


@pytest.mark.parametrize("package", ["annotations", "pipeline"])
def test_types_are_promised(package: str) -> None:
    assert files(package).joinpath("py.typed").is_file()


def test_every_package_is_installed() -> None:
    patterns = project()["tool"]["setuptools"]["packages"]["find"]["include"]
    packages = [
        ".".join(file.parent.relative_to(ROOT).parts)
        for name in PACKAGES
        for file in (ROOT / name).rglob("__init__.py")
    ]
    assert [
        package
        for package in packages
        if not any(fnmatchcase(package, pattern) for pattern in patterns)
    ] == []


def test_every_data_file_of_a_package_is_installed() -> None:
    patterns = project()["tool"]["setuptools"]["package-data"]["*"]
    endings = {Path(pattern).suffix for pattern in patterns}
    data = [
        file
        for name in PACKAGES
        for file in (ROOT / name).rglob("*")
        if file.is_file() and (file.parent / "__init__.py").exists()
    ]
    # Documents are for readers of the repository.
    ours = {file.suffix for file in data} - {".py", ".pyc", ".md", ""}
    assert ours <= endings


def test_a_plain_install_has_no_training_library() -> None:
    plain = " ".join(project()["project"]["dependencies"])
    assert not [name for name in ("torch", "transformers", "datasets") if name in plain]


def test_the_development_install_has_the_training_libraries() -> None:
    assert "kehoach[postgres,ray,s3,train]" in project()["project"]["optional-dependencies"]["dev"]


def test_every_dependency_has_a_lower_bound_and_a_tested_version() -> None:
    metadata = project()["project"]
    extras = metadata["optional-dependencies"]
    needed = [*metadata["dependencies"], *(each for extra in extras.values() for each in extra)]
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower()
    for requirement in needed:
        name, bound, _ = requirement.partition(">=")
        if not name.startswith("kehoach["):
            assert bound, requirement
            assert f"\n{name.partition('[')[0].lower()}==" in constraints, requirement
