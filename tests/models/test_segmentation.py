"""Words of underthesea with their raw places."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import Span
from models.errors import ModelError
from models.segmentation import UndertheseaSegmenter, aligned


def of(text: str, spans: list[Span]) -> list[str]:
    return [span.of(text) for span in spans]


@pytest.mark.parametrize(
    ("line", "words", "expected"),
    [
        ("Sở  Y tế chủ trì,", ["Sở", "Y tế", "chủ trì", ","], ["Sở", "Y tế", "chủ trì", ","]),
        ("Ủy\tban nhân\u00a0dân", ["Ủy ban", "nhân dân"], ["Ủy\tban", "nhân\u00a0dân"]),
        ("Ðà Nẵng", ["Đà Nẵng"], ["Ðà Nẵng"]),  # a look-alike, exchanged
        (unicodedata.normalize("NFD", "tỉnh Hoà Bình"), ["tỉnh", "Hoà Bình"], None),
        ("", [], []),
    ],
)
def test_words_are_found_in_the_raw_line(
    line: str, words: list[str], expected: list[str] | None
) -> None:
    found = of(line, list(aligned(line, words)))
    if expected is None:
        expected = [unicodedata.normalize("NFD", word) for word in words]
    assert found == expected


@given(
    st.lists(st.text("aảb\u0309\u0323ớƠ7.,", min_size=1).filter(lambda word: word[0] < "\u0300")),
    st.sampled_from([" ", "  ", "\u00a0", "\t"]),
    st.booleans(),
)
def test_every_visible_character_is_in_one_word(
    words: list[str], gap: str, decomposed: bool
) -> None:
    line = unicodedata.normalize("NFD" if decomposed else "NFC", gap.join(words))
    found = of(line, list(aligned(line, words)))
    assert [unicodedata.normalize("NFC", word) for word in found] == [
        unicodedata.normalize("NFC", word) for word in words
    ]


def test_words_that_are_not_those_of_the_line_are_an_error() -> None:
    with pytest.raises(ValueError, match="characters"):
        list(aligned("Sở Y tế", ["Sở", "Y"]))


def test_syllables_are_joined_within_lines_and_tones_stay() -> None:
    pytest.importorskip("underthesea")
    text = "Ủy ban nhân dân  tỉnh Hoà Bình\nkế\nhoạch khoẻ mạnh, ngày 25/12/2025"
    words = of(text, UndertheseaSegmenter()(text))
    assert "".join("".join(words).split()) == "".join(text.split())
    assert "Hoà Bình" in words
    assert not any("\n" in word for word in words)


def test_without_underthesea_one_line_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "underthesea", None)
    with pytest.raises(ModelError, match=r"^underthesea: .*pip install 'kehoach\[train\]'$"):
        UndertheseaSegmenter()
