"""Training plans varied as plans vary: breaks, capitals, abbreviations, tones, names, slips.

Each way to vary proposes edits; `edits.edited` applies them and moves the entities. What is
drawn depends on the seed alone.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import cast

from annotations import Annotation, Label, Span
from models.plain import as_read
from models.tones import new_placement, old_placement
from training.edits import Edit, edited
from training.plans import folded
from training.settings import Augmentation

_LINE = re.compile(r"[^\n]+")
_NARROWEST, _WIDEST = 40, 110
"""How many characters a line holds that is broken by width."""

_ONE_SYLLABLE_KINDS = frozenset((
    "ban", "báo", "bộ", "cục", "cụm", "đài", "đảng", "đoàn", "đội", "hội", "khoa", "phòng", "quỹ",
    "sở", "tổ", "trạm", "trường", "viện", "vụ",
))  # fmt: skip
"""First syllables that tell the kind of an agency by themselves; others need a second one."""

_MISREAD: Mapping[str, str] = {
    "0": "O", "1": "l", "l": "1", "I": "l", "i": "l", "o": "0", "O": "0", "đ": "d", "Đ": "D",
    "5": "S", "S": "5", "c": "e", "e": "c", "n": "u", "u": "n", ".": ",", ",": ".", "h": "b",
}  # fmt: skip
"""Signs that look alike on a bad scan."""


class Augmenter:
    """Varies annotated texts.

    Args:
        settings: how much.
        agencies: names of agencies, from which swapped ones are taken.
    """

    def __init__(self, settings: Augmentation, agencies: Iterable[str]) -> None:
        self._settings = settings
        self._agencies = by_kind(agencies)

    @classmethod
    def of(cls, settings: Augmentation, plans: Iterable[Annotation]) -> Augmenter:
        """One that swaps the agencies of ``plans``."""
        return cls(
            settings,
            (entity.span.of(plan.text) for plan in plans for entity in plan.labelled(Label.AGENCY)),
        )

    def varied(self, plan: Annotation, chance: Random) -> Annotation:
        """A variant of ``plan``, its entities on exactly the characters they stand for."""
        share = self._settings
        plan = edited(plan, swaps(plan, self._agencies, chance, share=share.swaps))
        plan = edited(plan, abbreviations(plan, chance, share=share.abbreviations))
        plan = edited(plan, capitals(plan.text, chance, share=share.capitals))
        if chance.random() < share.tones:
            plan = edited(plan, tones(plan.text, chance))
        plan = edited(plan, slips(plan.text, chance, share=share.slips))
        if chance.random() < share.breaks:
            plan = folded(edited(plan, breaks(plan.text, chance)))
        return plan


def by_kind(agencies: Iterable[str]) -> dict[str, Sequence[str]]:
    """Names of agencies by their kind, each once."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for agency in agencies:
        name = " ".join(agency.split())
        if name != name.upper():
            kinds[kind(name)].add(name)
    return {name: sorted(known) for name, known in kinds.items()}


def kind(agency: str) -> str:
    """What sort of agency a name names: its first syllable, or its first two."""
    first, *rest = as_read(agency).split() or [""]
    return first if first in _ONE_SYLLABLE_KINDS else " ".join((first, *rest[:1]))


def swaps(
    plan: Annotation, agencies: Mapping[str, Sequence[str]], chance: Random, *, share: float
) -> Iterator[Edit]:
    """Agencies that become another of their kind, in capitals where they were."""
    for entity in plan.labelled(Label.AGENCY):
        name = entity.span.of(plan.text)
        others = agencies.get(kind(name), ())
        if others and chance.random() < share:
            other = chance.choice(others)
            yield Edit(entity.span, other.upper() if _in_capitals(name) else other)


def abbreviations(plan: Annotation, chance: Random, *, share: float) -> Iterator[Edit]:
    """Names that become their abbreviation, and abbreviations that are written out."""
    pattern, long, short = _abbreviations()
    read = as_read(plan.text)
    closed = [entity.span for entity in plan.labelled(Label.DOCREF)]
    for match in pattern.finditer(read):
        span = Span(*match.span())
        written = span.of(plan.text)
        if chance.random() >= share or any(span.overlaps(other) for other in closed):
            continue
        if match.group() in short:
            yield Edit(span, chance.choice(short[match.group()]))
        elif written == written.upper():  # "tp" in small letters is no abbreviation
            name = chance.choice(long[match.group()])
            yield Edit(span, name.upper() if _in_capitals(_line(plan.text, span)) else name)


def capitals(text: str, chance: Random, *, share: float) -> Iterator[Edit]:
    """Lines that are written in capitals."""
    for match in _LINE.finditer(text):
        if chance.random() < share:
            yield from _signs(match.group(), match.group().upper(), start=match.start())


def tones(text: str, chance: Random) -> Iterator[Edit]:
    """All tone marks in their old place, or all in their new one."""
    place = chance.choice((old_placement, new_placement))
    yield from _signs(text, place(text))


def slips(text: str, chance: Random, *, share: float) -> Iterator[Edit]:
    """Signs that are taken for others, and marks that are lost."""
    for at, sign in enumerate(text):
        if chance.random() >= share:
            continue
        marks = unicodedata.normalize("NFD", sign)
        if len(marks) > 1:
            lost = chance.randrange(1, len(marks))
            read = unicodedata.normalize("NFC", marks[:lost] + marks[lost + 1 :])
        else:
            read = _MISREAD.get(sign, sign)
        if read != sign:
            yield Edit(Span(at, at + 1), read)


def breaks(text: str, chance: Random) -> Iterator[Edit]:
    """Lines broken by width, as in a text file or a scan; what folds them may take them amiss."""
    width = chance.randint(_NARROWEST, _WIDEST)
    for match in _LINE.finditer(text):
        begun = match.start()
        while match.end() - begun > width:
            at = text.rfind(" ", begun + 1, begun + width + 1)
            if at < 0:
                break
            yield Edit(Span(at, at + 1), "\n")
            begun = at + 1


def _signs(before: str, after: str, *, start: int = 0) -> Iterator[Edit]:
    """The signs that change between two forms of a text; none where their lengths differ."""
    if len(before) == len(after):
        for at, (old, new) in enumerate(zip(before, after, strict=True), start):
            if old != new:
                yield Edit(Span(at, at + 1), new)


def _line(text: str, span: Span) -> str:
    end = text.find("\n", span.end)
    return text[text.rfind("\n", 0, span.start) + 1 : len(text) if end < 0 else end]


def _in_capitals(words: str) -> bool:
    """Whether words are in capitals throughout and no mere abbreviation."""
    return words.isupper() and len(words.split()) > 2


@cache
def _abbreviations() -> tuple[re.Pattern[str], dict[str, list[str]], dict[str, list[str]]]:
    """What to look for in a text as it is read, names by abbreviation, and the reverse."""
    file = Path(__file__).with_name("abbreviations.toml")
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    names = cast("dict[str, list[str]]", table["abbreviations"])
    long: dict[str, list[str]] = defaultdict(list)
    for name, shorts in names.items():
        for short in shorts:
            long[as_read(short)].append(name)
    short = {as_read(name): shorts for name, shorts in names.items()}
    words = "|".join(map(re.escape, sorted((*long, *short), key=len, reverse=True)))
    return re.compile(rf"(?<![\w/&-])(?:{words})(?![\w/&-])"), long, short
