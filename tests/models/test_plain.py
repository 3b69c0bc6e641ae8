"""The project's own encoder: lower-cased syllables, letter case as token types, exact offsets."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import ModelError
from models.plain import CAPITAL_FIRST, CAPITALS, MIXED, SMALL, PlainEncoder, as_read

TEXTS = (
    "Ủy ban nhân dân tỉnh chủ trì, phối hợp với Sở Ngoại vụ.",
    "ỦY BAN NHÂN DÂN TỈNH; UBND các huyện; KHoa học",
)


@cache
def encoder() -> PlainEncoder:
    vocabulary = pytest.importorskip("training.vocabulary", reason="needs kehoach[train]")
    return PlainEncoder(vocabulary.train_vocabulary(TEXTS * 20, size=400))


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("sở", SMALL),
        ("12", SMALL),
        ("Sở", CAPITAL_FIRST),
        ("Ủ", CAPITAL_FIRST),
        ("UBND", CAPITALS),
        ("KHoa", MIXED),
    ],
)
def test_letter_case_is_the_type_of_a_sub_word(word: str, case: int) -> None:
    assert set(encoder().encode(word).types) == {case} or len(encoder().encode(word)) > 1


def test_capitals_are_the_same_sub_words() -> None:
    small, large = (encoder().encode(text) for text in ("ủy ban nhân dân", "ỦY BAN NHÂN DÂN"))
    assert small.ids == large.ids
    assert set(small.types) == {SMALL}
    assert set(large.types) == {CAPITALS}


def test_both_tone_placements_are_the_same_sub_words() -> None:
    assert encoder().encode("uỷ ban").ids == encoder().encode("ủy ban").ids


def test_a_line_end_is_a_sub_word_and_digits_stand_alone() -> None:
    text = "tỉnh\n2025"
    spans = encoder().encode(text).spans
    assert [span.of(text) for span in spans][-5:] == ["\n", "2", "0", "2", "5"]


@given(st.text(max_size=60))
def test_what_is_read_is_as_long_as_what_is_written(text: str) -> None:
    assert len(as_read(text)) == len(text)


@given(st.text(alphabet="ủyỦY banNHÂ\n.,12İß", max_size=40))
def test_spans_ascend_and_hold_all_that_is_visible(text: str) -> None:
    encoding = encoder().encode(text)
    end = 0
    for span in encoding.spans:
        assert end <= span.start < span.end <= len(text)
        end = span.end
    covered = sum(len(span) for span in encoding.spans)
    assert covered == sum(sign == "\n" or not sign.isspace() for sign in text)


def test_a_tokenizer_without_the_special_sub_words_is_refused(tmp_path: Path) -> None:
    tokenizers = pytest.importorskip("tokenizers")
    tokenizer = tokenizers.Tokenizer(tokenizers.models.BPE())
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    with pytest.raises(ModelError, match="has no sub-word <s>"):
        PlainEncoder.load(tmp_path / "tokenizer.json")
