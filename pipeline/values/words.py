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


def phrase_of(text: str) -> Phrase:
    """The canonical syllables of words that are written with blanks alone."""
    return tuple(canonical(word) for word in text.split())
