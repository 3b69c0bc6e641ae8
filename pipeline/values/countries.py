"""COUNTRY: the state that a name stands for, by its code of ISO 3166-1 (annotations/VALUES.md).

The names are CLDR's Vietnamese ones with long forms, spellings and historical names
(`countries.csv`) and those that the tagger finds (`rules/country.toml`).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from unicodedata import normalize

from annotations.language import say
from pipeline.entities.tokens import canonical
from pipeline.errors import RuleError
from pipeline.rules import load_rules
from pipeline.values.mentions import unmarked
from pipeline.values.types import CountryValue, Status


@dataclass(frozen=True, slots=True)
class Country:
    """A state.

    Args:
        id: ISO 3166-1 alpha-2, for former states the four letters of ISO 3166-3.
        alpha3: its code of three letters.
        name: CLDR's Vietnamese name.
    """

    id: str
    alpha3: str
    name: str


AMBIGUOUS = {"congo": ("CG", "CD"), "conggo": ("CG", "CD")}
"""Names by their key that more than one state goes by."""

_LONG = re.compile(
    r"(?:(?:nước|nhà nước) )?(?:cộng hòa(?: xã hội chủ nghĩa| dân chủ nhân dân| nhân dân"
    r"| liên bang| hồi giáo)?|liên bang|vương quốc|đại công quốc|ch(?:dcnd|xhcn|nd|lb)?) "
    r"|(?:nước|nhà nước) "
)
"""What a long form has in front: "Cộng hòa Ba Lan", "Vương quốc Bỉ", "nước Lào"."""
_FORMER = re.compile(r" \(?(?:cũ|trước đây)\)?$")
_WORD = re.compile(r"[^\W\d_]+")
_FORMER_CODES = {"SU": "SUHH", "DD": "DDDE", "CS": "CSHH", "YU": "YUCS"}
"""The two letters that former states had, and their codes of ISO 3166-3."""


@lru_cache(maxsize=1 << 12)
def country_value(text: str) -> CountryValue:
    """The state that ``text`` names.

    A name without its marks, or with wrong ones, is read where it can be one state only.

    Args:
        text: the folded text of a COUNTRY entity.
    """
    spelling = _spelling(text)
    short = _FORMER.sub("", _LONG.sub("", spelling, count=1))
    for name, rule in ((spelling, "name"), (short, "long-form")):
        key = _key(name)
        if key in AMBIGUOUS:
            return _open(text, AMBIGUOUS[key])
        country = _by_key().get(key)
        if country is not None:
            repaired = _run_together(name) not in _spellings()
            return CountryValue(
                status=Status.RESOLVED, id=country.id, name=country.name, written=text,
                rule=f"value:country-{rule}", confidence=0.9 if repaired else 1.0,
                flags=("repaired",) if repaired else (), alpha3=country.alpha3,
            )  # fmt: skip
    return _open(text, ())


def _open(text: str, candidates: tuple[str, ...]) -> CountryValue:
    return CountryValue(
        status=Status.OPEN, id="", name=text, written=text, confidence=0.0,
        rule="value:country-ambiguous" if candidates else "value:country-unknown",
        candidates=candidates,
    )  # fmt: skip


def _spelling(text: str) -> str:
    """``text`` in lower case with the new tone placement."""
    return _WORD.sub(lambda word: canonical(word[0]), " ".join(normalize("NFC", text).split()))


def _key(name: str) -> str:
    """A name as letters without marks: "Cu-ba", "CuBa" and "Cu Ba" are one."""
    return "".join(filter(str.isalnum, unmarked(name)))


def _run_together(name: str) -> str:
    return "".join(filter(str.isalnum, name))


@cache
def countries() -> dict[str, Country]:
    """Every state by its code."""
    return {code: country for code, (country, _) in _table().items()}


@cache
def _table() -> dict[str, tuple[Country, tuple[str, ...]]]:
    text = resources.files("pipeline.values").joinpath("countries.csv").read_text("utf-8")
    return {
        row["alpha2"]: (
            Country(row["alpha2"], row["alpha3"], row["name"]),
            tuple(name for name in row["also"].split(";") if name),
        )
        for row in csv.DictReader(text.splitlines())
    }


def _names() -> Iterator[tuple[str, Country]]:
    """Every name with its state: those of the table and those that the tagger finds."""
    for country, also in _table().values():
        yield country.name, country
        for name in also:
            yield name, country
    tagged: dict[str, list[str]] = load_rules().data["country"]["names"]
    for code, names in tagged.items():
        for name in names:
            yield name, countries()[_FORMER_CODES.get(code, code)]


@cache
def _by_key() -> dict[str, Country]:
    """The states by the keys of their names.

    Raises:
        RuleError: when two states have the same name.
    """
    known: dict[str, Country] = {}
    for name, country in _names():
        key = _key(_spelling(name))
        if key in AMBIGUOUS:
            continue
        if known.setdefault(key, country) != country:
            raise RuleError(
                say(
                    "countries.csv: {name!r} names {id} and {other}: take it out of one, or "
                    "add it to the ambiguous names",
                    name=name,
                    id=known[key].id,
                    other=country.id,
                )
            )
    return known


@cache
def _spellings() -> frozenset[str]:
    return frozenset(_run_together(_spelling(name)) for name, _ in _names())
