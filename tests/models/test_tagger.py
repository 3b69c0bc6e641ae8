"""The tagger: a text in, entities with scores and exact places out."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tokenizers import Tokenizer

import models
from annotations import Label
from models import load_tagger, shipped
from models.bundle import write_bundle
from models.errors import ModelError
from models.labels import Scheme
from models.manifest import Manifest
from models.tagger import OnnxTagger, unseen
from models.windows import WindowSize

PIECES = {
    "sở": "B-AGENCY",
    "y": "I-AGENCY",
    "tế": "I-AGENCY",
    "ủy": "B-AGENCY",
    "ban": "I-AGENCY",
    "lào": "B-COUNTRY",
}
TEXT = "Ủy ban, Sở  Y Tế 1.\nSở\ntế và SỞ Y TẾ; uỷ ban Lào"
FOUND = ["Ủy ban", "Sở  Y Tế", "Sở", "SỞ Y TẾ", "uỷ ban", "Lào"]


@pytest.fixture
def folder(tmp_path: Path, tokenizer: Tokenizer, lookup: Callable[..., Path]) -> Path:
    """A model that knows a few words, whatever surrounds them."""
    scheme = Scheme()
    size = tokenizer.get_vocab_size()
    numbers = {tokenizer.token_to_id(word): scheme.tags.index(tag) for word, tag in PIECES.items()}
    (tmp_path / "tokenizer").mkdir()
    tokenizer.save(str(tmp_path / "tokenizer" / "tokenizer.json"))
    write_bundle(
        tmp_path / "tiny",
        Manifest(
            name="tiny",
            base="none",
            encoder="plain",
            vocabulary=size,
            window=WindowSize(size=12, overlap=4),
        ),
        model=lookup(numbers, vocabulary=size),
        encoder_files=tmp_path / "tokenizer",
        card="# tiny\n",
    )
    return tmp_path / "tiny"


@pytest.fixture
def tagger(folder: Path) -> OnnxTagger:
    return load_tagger(folder)


def test_entities_have_places_labels_scores_and_a_source(tagger: OnnxTagger) -> None:
    found = tagger.tag(TEXT)
    assert [entity.span.of(TEXT) for entity in found] == FOUND
    assert [entity.label for entity in found] == [Label.AGENCY] * 5 + [Label.COUNTRY]
    assert {entity.source for entity in found} == {"model:tiny"}
    assert all(entity.score is not None and 0.5 < entity.score <= 1 for entity in found)


def test_a_long_text_is_tagged_like_its_parts(tagger: OnnxTagger) -> None:
    long = "\n".join([TEXT, "một kế hoạch rất dài " * 40 + "sở y tế", TEXT] * 3)
    found = [entity.span.of(long) for entity in tagger.tag(long)]
    assert found == [*FOUND, "sở y tế", *FOUND] * 3


@pytest.mark.parametrize("text", ["", " \n\n ", "\n"])
def test_an_empty_text_has_no_entities(tagger: OnnxTagger, text: str) -> None:
    assert tagger.tag(text) == []


def test_a_text_is_tagged_the_same_after_any_other(tagger: OnnxTagger, folder: Path) -> None:
    first = tagger.tag(TEXT)
    tagger.tag("Sở Y tế " * 100)
    assert tagger.tag(TEXT) == first == load_tagger(folder, threads=1).tag(TEXT)


def test_what_the_model_cannot_see_is_counted_and_said(
    tagger: OnnxTagger, caplog: pytest.LogCaptureFixture
) -> None:
    reading = tagger.read("sở ☺ y ☺")
    assert reading.lost == {"unknown sub-word": 2}
    with caplog.at_level(logging.WARNING):
        tagger.tag("sở ☺ y ☺")
    assert caplog.messages == ["tiny: 2 unknown sub-words"]


def test_characters_in_no_sub_word_are_counted(tagger: OnnxTagger) -> None:
    from annotations import Span
    from models.encoding import Encoding

    encoding = Encoding((7, 3), (Span(0, 2), Span(3, 4)), (0, 0))
    assert unseen("sở ☺ y", encoding, unknown=3) == {"unread character": 1, "unknown sub-word": 1}


def test_the_model_that_ships_is_found(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(models, "_HERE", tmp_path)
    folder.with_name("tiny.previous").mkdir()
    (folder.with_name("tiny.previous") / "manifest.json").write_text("{}")
    assert shipped() == folder
    assert load_tagger().name == "tiny"
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "manifest.json").write_text("{}")
    with pytest.raises(ModelError, match=r"holds several models \(other, tiny\)"):
        shipped()


def test_without_a_model_one_line_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(models, "_HERE", tmp_path)
    assert shipped() is None
    with pytest.raises(ModelError, match="no model ships with this install; give"):
        load_tagger()


HEAVY = ("numpy", "onnxruntime", "spacy", "tokenizers", "torch", "transformers", "underthesea")
NEVER = ("spacy", "torch", "transformers", "underthesea")


def loaded_after(code: str) -> set[str]:
    """The top-level modules that a fresh Python has after ``code``."""
    program = f"import sys\n{code}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    result = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    return set(result.stdout.split())


def test_importing_models_brings_in_nothing_heavy() -> None:
    assert loaded_after("import models") & set(HEAVY) == set()


def test_loading_a_model_brings_in_no_training_library(folder: Path) -> None:
    code = f"import models, pathlib; models.load_tagger(pathlib.Path({str(folder)!r})).tag('sở')"
    loaded = loaded_after(code)
    assert {"onnxruntime", "tokenizers"} <= loaded
    assert loaded & set(NEVER) == set()
