"""What the files of a plan's own are called."""

from __future__ import annotations

import unicodedata
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.writers.names import MAX_BYTES, output_names


@pytest.mark.parametrize(
    ("inputs", "names"),
    [
        pytest.param(["a/x.txt", "a/y.txt"], ["x", "y"], id="stems"),
        pytest.param(["-"], ["stdin"], id="standard input"),
        pytest.param(["a/x.txt", "b/x.txt"], ["a_x", "b_x"], id="equal stems"),
        pytest.param(["x.txt", "b/x.txt"], ["x", "b_x"], id="one without a folder"),
        pytest.param(["a/x.txt", "a/x.docx"], ["a_x.txt", "a_x.docx"], id="equal folders"),
        pytest.param(["a/c/x.txt", "b/c/x.txt"], ["a_c_x.txt", "b_c_x.txt"], id="whole paths"),
        pytest.param(["a/X.txt", "b/x.txt"], ["a_X", "b_x"], id="case does not tell apart"),
        pytest.param(["a_x.txt", "a/x.txt", "b/x.txt"], ["a_x", "a_x.txt", "b_x"], id="met"),
        pytest.param(
            ["a/b/c/x.txt", "a_b/c/x.txt"], ["a_b_c_x.txt", "a_b_c_x.txt-2"], id="counted at last"
        ),
        pytest.param(["x.txt", "x.txt"], ["x"], id="named twice"),
    ],
)
def test_names(inputs: list[str], names: list[str]) -> None:
    assert list(output_names(inputs).values()) == names


def test_the_unicode_form_does_not_tell_apart() -> None:
    composed, decomposed = (unicodedata.normalize(form, "kế") for form in ("NFC", "NFD"))
    names = output_names([f"a/{composed}.txt", f"b/{decomposed}.txt"])
    assert list(names.values()) == [f"a_{composed}", f"b_{decomposed}"]


def test_long_names_are_cut_and_still_told_apart() -> None:
    stem = "kế hoạch triển khai " * 15
    inputs = [f"a/{stem}1.txt", f"a/{stem}2.txt"]
    names = list(output_names(inputs).values())
    assert len(set(names)) == 2
    assert all(len(name.encode()) <= MAX_BYTES for name in names)


parts = st.text(st.sampled_from("aA_. é"), min_size=1, max_size=4).filter(
    lambda part: part.strip(".") != ""
)


@given(st.lists(st.lists(parts, min_size=1, max_size=3).map("/".join), max_size=8))
def test_no_two_inputs_get_the_same_name(inputs: list[str]) -> None:
    names = output_names(inputs)
    assert names.keys() == set(inputs)
    assert len({name.casefold() for name in names.values()}) == len(names)
    assert all(PurePath(f"{name}.txt").name == f"{name}.txt" for name in names.values())
