"""The words that names of bodies begin with, as data (`registry/words.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any, TypeAlias

from pipeline.entities.tokens import canonical

Phrase: TypeAlias = tuple[str, ...]


@cache
def _data() -> dict[str, Any]:
    text = resources.files("pipeline.values.registry").joinpath("words.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def words(name: str) -> tuple[str, ...]:
    """A list of `words.toml`, as written."""
    return tuple(_data()[name])


@cache
def phrases(name: str) -> dict[Phrase, None]:
    """A list of `words.toml` as syllables, in order; look a phrase up as in a set."""
    return {phrase_of(each): None for each in words(name)}


@cache
def abbreviations() -> dict[str, Phrase]:
    """Abbreviations that are read as their words wherever they stand."""
    return {short: phrase_of(full) for short, full in _data()["abbreviations"].items()}


@cache
def office_heads() -> dict[Phrase, Phrase]:
    """Offices that alone say what kind of body they head: "hiệu trưởng" a "trường"."""
    return {phrase_of(office): phrase_of(head) for office, head in _data()["office_heads"].items()}


@cache
def level_forms() -> dict[str, str]:
    """Short names of an association's branches and the level they tell."""
    return dict(_data()["level_forms"])


@cache
def heads_of(identifier: str) -> dict[Phrase, None] | None:
    """The heads of the parts of an issuer that has few; ``None`` where it may have any."""
    for begins, heads in _data()["few_units"].items():
        if identifier.startswith(begins):
            return {phrase_of(head): None for head in heads}
    return None


def starts(low: Phrase, name: str) -> int:
    """How many syllables of a phrase of the list ``name`` the syllables begin with."""
    known = phrases(name)
    return next((size for size in range(5, 0, -1) if low[:size] in known), 0)


def phrase_of(text: str) -> Phrase:
    """The canonical syllables of words that are written with blanks alone."""
    return tuple(canonical(word) for word in text.split())
