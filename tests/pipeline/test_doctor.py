"""The programs beside Python."""

from __future__ import annotations

import shutil

import pytest

from pipeline import doctor


def test_each_helper_says_what_it_is_for_and_how_to_get_it() -> None:
    helpers = doctor.helpers()
    assert [helper.name for helper in helpers] == [
        "tesseract",
        "tesseract data 'vie'",
        "LibreOffice",
    ]
    assert all(helper.purpose and helper.packages for helper in helpers)


def test_a_missing_program_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(_: str) -> None:
        return None

    monkeypatch.setattr(shutil, "which", nowhere)
    assert not doctor.helpers()[0].found
