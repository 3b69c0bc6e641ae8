"""Every word of the page comes from the project's wording."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import pipeline.page
from pipeline.page import markup
from pipeline.page.markup import SCRIPTS, STYLES
from pipeline.page.words import KEYS, all_words
from pipeline.wording import Lang, word

TEMPLATES = Path(pipeline.page.__file__).parent / "templates"
SOURCES = {path.name: path.read_text(encoding="utf-8") for path in TEMPLATES.iterdir()}
TEXT = "\n".join(SOURCES.values()) + Path(markup.__file__).read_text(encoding="utf-8")

NAMED = set(
    re.findall(
        r"""["']((?:page(?!\.css|\.html)|kind|flag|style|zone|place)\.[\w.-]*\w)["']""", TEXT
    )
) | {f"page.{name}" for name in re.findall(r'\b(?:field|choice)\("(\w+)"', TEXT)}
"""Keys that stand in the sources as they are, or as the names of fields."""

BEGUN = tuple(
    set(re.findall(r"((?:page|kind|flag|style|zone)\.(?:\w+\.)?)(?:\$?\{|\" ~)", TEXT)) - {"page."}
)
"""Beginnings of keys of which the rest is put together."""


def test_every_key_that_the_page_uses_travels_with_it() -> None:
    assert sorted(NAMED - set(KEYS)) == []


def test_no_key_is_left_over() -> None:
    own = [key for key in KEYS if key.startswith("page.")]
    assert [key for key in own if key not in NAMED and not key.startswith(BEGUN)] == []


def test_every_part_is_used() -> None:
    assert sorted({*SCRIPTS, *STYLES, "page.html.jinja"}) == sorted(SOURCES)


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("key", KEYS)
def test_every_key_has_words(key: str, lang: Lang) -> None:
    assert word(key, lang) != key


def test_both_languages_fill_the_same_places() -> None:
    words = all_words()
    for key in KEYS:
        vietnamese, english = (
            sorted(re.findall(r"\{\w*\}", words[lang.value][key])) for lang in Lang
        )
        assert vietnamese == english, key
