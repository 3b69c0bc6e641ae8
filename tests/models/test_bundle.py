"""A model's folder: written and replaced all together, checked before it is used."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tokenizers import Tokenizer

from annotations import Label
from models.bundle import Bundle, load_bundle, write_bundle
from models.decoding import Transitions
from models.errors import ModelError
from models.labels import Scheme
from models.manifest import Manifest
from models.windows import WindowSize

CARD = "# tiny\n\nFinds nothing: chủ trì.\n"


@pytest.fixture
def tokenizer_folder(tmp_path: Path, tokenizer: Tokenizer) -> Path:
    folder = tmp_path / "tokenizer"
    folder.mkdir()
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


@pytest.fixture
def manifest(tokenizer: Tokenizer) -> Manifest:
    return Manifest(
        name="tiny",
        base="none",
        encoder="plain",
        vocabulary=tokenizer.get_vocab_size(),
        temperature=1.5,
        window=WindowSize(size=24, overlap=6),
        numbers={"f1-int8": 0.5},
    )


@pytest.fixture
def write(
    tmp_path: Path, tokenizer_folder: Path, attention: Callable[..., Path], manifest: Manifest
) -> Callable[..., Path]:
    """Writes the tiny model's folder, with what a test changes about it."""

    def write(model: dict[str, Any] | None = None, **changes: Any) -> Path:
        folder = tmp_path / "tiny"
        options = {"vocabulary": manifest.vocabulary, "types": 4} | (model or {})
        write_bundle(
            folder,
            replace(manifest, **changes),
            model=attention(**options),
            encoder_files=tokenizer_folder,
            card=CARD,
        )
        return folder

    return write


def edit(folder: Path, **changes: Any) -> None:
    """Change the manifest; ``None`` takes a key out."""
    path = folder / "manifest.json"
    content = json.loads(path.read_text(encoding="utf-8")) | changes
    kept = {key: value for key, value in content.items() if value is not ...}
    path.write_text(json.dumps(kept), encoding="utf-8")


def test_what_is_written_is_loaded(write: Callable[..., Path], manifest: Manifest) -> None:
    folder = write()
    loaded = load_bundle(folder)
    assert isinstance(loaded, Bundle)
    assert replace(loaded.manifest, files={}) == manifest
    names = {"model.onnx", "tokenizer.json", "README.md"}
    assert set(loaded.manifest.files) == names
    assert {file.name for file in folder.iterdir()} == names | {"manifest.json"}
    assert (folder / "README.md").read_text(encoding="utf-8") == CARD


def test_learnt_transitions_are_kept(write: Callable[..., Path]) -> None:
    random = np.random.default_rng(0)
    size = len(Scheme())
    learnt = Transitions.learnt(
        Scheme(), random.standard_normal(size), random.standard_normal((size, size))
    )
    loaded = load_bundle(write(transitions=learnt)).manifest.transitions
    assert loaded is not None
    assert np.array_equal(loaded.start, learnt.start)
    assert np.array_equal(loaded.step, learnt.step)


def test_fewer_labels_in_another_order(write: Callable[..., Path]) -> None:
    labels = (Label.DOCREF, Label.DATE)
    assert load_bundle(write({"tags": 5}, labels=labels)).manifest.labels == labels


def test_the_model_that_was_there_is_kept(write: Callable[..., Path], tmp_path: Path) -> None:
    for number in range(3):
        write(name=f"tiny-{number}")
    assert load_bundle(tmp_path / "tiny").manifest.name == "tiny-2"
    assert load_bundle(tmp_path / "tiny.previous").manifest.name == "tiny-1"
    left = sorted(path.name for path in tmp_path.iterdir() if path.is_dir())
    assert left == ["tiny", "tiny.previous", "tokenizer"]


@pytest.mark.parametrize(
    ("model", "changes", "reason"),
    [
        ({"tags": 7}, {}, "where its labels need"),
        ({"vocabulary": 5}, {}, "cannot take the vocabulary"),
        ({"types": 0}, {}, "takes no token_type_ids"),
        ({}, {"vocabulary": 7}, "has weights for 7 sub-words"),
        ({}, {"encoder": "spelling"}, "unknown encoder 'spelling'; there are hub, phobert, plain"),
        ({}, {"encoder": "phobert"}, "bpe.codes: is missing"),
        ({}, {"temperature": 0.0}, "temperature 0.0"),
    ],
)
def test_a_model_that_does_not_load_replaces_nothing(
    write: Callable[..., Path],
    tmp_path: Path,
    model: dict[str, Any],
    changes: dict[str, Any],
    reason: str,
) -> None:
    folder = write(name="champion")
    with pytest.raises(ModelError, match=reason) as raised:
        write(model, **changes)
    assert "\n" not in str(raised.value)
    assert load_bundle(folder).manifest.name == "champion"
    left = sorted(path.name for path in tmp_path.iterdir() if path.is_dir())
    assert left == ["tiny", "tokenizer"]


def test_a_move_that_fails_leaves_the_old_model(
    write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(name="first")
    write(name="second")
    moved = Path.replace

    def failing(path: Path, target: Path) -> Path:
        if path.name.endswith(".part") and target == folder:
            raise PermissionError(13, "Permission denied")
        return moved(path, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(ModelError, match="cannot be written: Permission denied"):
        write(name="third")
    assert load_bundle(folder).manifest.name == "second"
    assert load_bundle(tmp_path / "tiny.previous").manifest.name == "first"
    left = sorted(path.name for path in tmp_path.iterdir() if path.is_dir())
    assert left == ["tiny", "tiny.previous", "tokenizer"]


def test_a_folder_of_something_else_is_not_replaced(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "tiny").mkdir()
    thesis = tmp_path / "tiny" / "thesis.txt"
    thesis.write_text("ten years of work", encoding="utf-8")
    with pytest.raises(ModelError, match="is there and holds no model"):
        write()
    assert thesis.exists()


def remove(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def spoil(name: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        data = (folder / name).read_bytes()
        (folder / name).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))

    return spoil


FAULTS: list[tuple[Callable[[Path], object], str]] = [
    (shutil.rmtree, "is no folder"),
    (remove("manifest.json"), "has no manifest.json"),
    (remove("model.onnx"), "model.onnx: is missing"),
    (remove("tokenizer.json"), "tokenizer.json: is missing"),
    (remove("README.md"), "README.md: is missing"),
    (spoil("model.onnx"), r"model.onnx: .*SHA-256 differs"),
    (spoil("tokenizer.json"), r"tokenizer.json: .*SHA-256 differs"),
    (spoil("README.md"), r"README.md: .*SHA-256 differs"),
    (lambda folder: (folder / "manifest.json").write_text("{"), "is no JSON"),
    (lambda folder: (folder / "manifest.json").write_text("[1]"), "has schema None"),
    (lambda folder: edit(folder, schema=7), "has schema 7, this version reads 1"),
    (lambda folder: edit(folder, labels=...), "lacks 'labels'"),
    (lambda folder: edit(folder, labels=["AGENCY", "TASK"]), "labels AGENCY, TASK"),
    (lambda folder: edit(folder, labels=["AGENCY", "AGENCY"]), "labels AGENCY, AGENCY"),
    (lambda folder: edit(folder, labels=[]), "labels missing"),
    (lambda folder: edit(folder, labels=["PERSON"]), "'PERSON' is not a valid Label"),
    (lambda folder: edit(folder, labels=["DATE"]), "where its labels need"),
    (lambda folder: edit(folder, temperature="warm"), "could not convert string to float"),
    (lambda folder: edit(folder, temperature=float("nan")), "temperature nan"),
    (lambda folder: edit(folder, window={"size": 8, "overlap": 8}), "windows of 8"),
    (lambda folder: edit(folder, window=8), "cannot be used"),
    (lambda folder: edit(folder, vocabulary=9), "has weights for 9 sub-words"),
    (lambda folder: edit(folder, files=[]), "cannot be used"),
    (lambda folder: edit(folder, numbers=[1]), "cannot be used"),
    (lambda folder: edit(folder, encoder=["plain"]), "cannot be used"),
    (lambda folder: edit(folder, transitions={}), "lacks 'start'"),
    (lambda folder: edit(folder, files={}), "has no digest of model.onnx"),
    (lambda folder: edit(folder, files={"../x": "0"}), "it names ../x, which is no file beside it"),
    (
        lambda folder: edit(folder, transitions={"start": [0], "step": [[0]]}),
        "transitions between 1 tags",
    ),
    (lambda folder: edit(folder, transitions={"start": [[0], 1], "step": 0}), "cannot be used"),
]


@pytest.mark.parametrize(("fault", "reason"), FAULTS, ids=[reason for _, reason in FAULTS])
def test_every_fault_is_one_line_that_says_what_to_do(
    write: Callable[..., Path], fault: Callable[[Path], object], reason: str
) -> None:
    folder = write()
    fault(folder)
    with pytest.raises(ModelError, match=reason) as raised:
        load_bundle(folder)
    message = str(raised.value)
    assert "\n" not in message
    assert any(verb in message for verb in ("copy", "export", "give"))
