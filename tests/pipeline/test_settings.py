"""What an extraction is made from, and when results of it are stale."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

import pipeline.settings
from pipeline.settings import SHIPPED, Settings, load_extractor


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of which the fingerprint is taken instead of this one."""
    root = tmp_path / "code"
    for package in ("pipeline", "annotations"):
        (root / package).mkdir(parents=True)
    (root / "pipeline" / "a.py").write_text("a")
    monkeypatch.setattr(pipeline.settings, "_ROOT", root)
    pipeline.settings.code_fingerprint.cache_clear()
    return root


def fingerprint() -> str:
    pipeline.settings.code_fingerprint.cache_clear()
    return SHIPPED.fingerprint()


@pytest.mark.parametrize(
    ("name", "text", "changed"),
    [
        ("pipeline/a.py", "b", True),
        ("pipeline/rules/cue.toml", "", True),
        ("annotations/new.py", "", True),
        ("pipeline/__pycache__/a.pyc", "", False),
        ("tests/a.py", "", False),
    ],
)
def test_it_changes_with_the_code(code: Path, name: str, text: str, changed: bool) -> None:
    before = fingerprint()
    (code / name).parent.mkdir(exist_ok=True)
    (code / name).write_text(text)
    assert (fingerprint() != before) is changed


def test_it_changes_with_the_libraries(code: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint()

    def later(library: str) -> str:
        return "99"

    monkeypatch.setattr(pipeline.settings.metadata, "version", later)
    assert fingerprint() != before


def test_it_changes_with_the_user_s_rules(tmp_path: Path) -> None:
    settings = Settings(rules=tmp_path)
    found = {settings.fingerprint()}
    assert found == {SHIPPED.fingerprint()}
    for text in ("a", "b"):
        (tmp_path / "cue.toml").write_text(text)
        found.add(settings.fingerprint())
    (tmp_path / "cue.toml").rename(tmp_path / "date.toml")
    found.add(settings.fingerprint())
    assert len(found) == 4


def test_settings_go_to_other_processes(tmp_path: Path) -> None:
    settings = Settings(rules=tmp_path)
    assert pickle.loads(pickle.dumps(settings)) == settings
    assert pickle.loads(pickle.dumps(load_extractor)) is load_extractor
