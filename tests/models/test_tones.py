"""Tone placement: mapped both ways, length for length, only where there are two places."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.tones import new_placement, old_placement

ONSETS = ("", "b", "c", "ch", "d", "đ", "g", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "th", "tr")
RHYMES = (("oà", "òa"), ("oá", "óa"), ("oẹ", "ọe"), ("oẻ", "ỏe"), ("uỷ", "ủy"), ("uỹ", "ũy"))

PAIRS = [
    ("hoà", "hòa"),
    ("Hoà Bình", "Hòa Bình"),
    ("UỶ BAN", "ỦY BAN"),
    ("Uỷ ban", "Ủy ban"),
    ("uỷ_ban", "ủy_ban"),
    ("khoẻ", "khỏe"),
    ("thuý", "thúy"),
    ("goá phụ", "góa phụ"),
    ("nguỵ biện", "ngụy biện"),
    ("tuỳ theo, thuỷ lợi", "tùy theo, thủy lợi"),
    ("năm 2018uỷ ban", "năm 2018ủy ban"),
]

ALIKE_IN_BOTH = [
    "quý I, quỹ, quỳ, quỷ, QUÝ",
    "qua, quà, của",
    "hoàn thành",
    "khoản, ngoài, xoáy, toàn",
    "thuyền, tuyển, chuyển, huỳnh",
    "ngoéo",
    "hoa, hoe, huy",  # no mark
    "hoà".replace("à", "a\u0300"),  # decomposed
    "wuỷ",  # no Vietnamese syllable
]


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_each_placement_is_mapped_to_the_other(old: str, new: str) -> None:
    assert new_placement(old) == new
    assert old_placement(new) == old
    assert old_placement(old) == old
    assert new_placement(new) == new


@pytest.mark.parametrize("text", ALIKE_IN_BOTH)
def test_a_syllable_with_one_place_for_the_mark_is_left_alone(text: str) -> None:
    assert new_placement(text) == text
    assert old_placement(text) == text


@given(
    st.lists(
        st.tuples(
            st.sampled_from(ONSETS),
            st.sampled_from(RHYMES),
            st.sampled_from([str.lower, str.upper, str.capitalize]),
        )
    )
)
def test_open_syllables_go_there_and_back(
    drawn: list[tuple[str, tuple[str, str], Callable[[str], str]]],
) -> None:
    old = " ".join(case(onset + rhyme[0]) for onset, rhyme, case in drawn)
    new = " ".join(case(onset + rhyme[1]) for onset, rhyme, case in drawn)
    assert new_placement(old) == new
    assert old_placement(new) == old


@given(st.text(alphabet=st.sampled_from("hqtgoauyeòaóỏùúủyàáýỷ \u0300_1HQOÀÒ")))
def test_any_text_keeps_its_length_and_is_mapped_once_and_for_all(text: str) -> None:
    for mapped in (old_placement(text), new_placement(text)):
        assert len(mapped) == len(text)
        assert old_placement(new_placement(mapped)) == old_placement(mapped)
        assert new_placement(old_placement(mapped)) == new_placement(mapped)
