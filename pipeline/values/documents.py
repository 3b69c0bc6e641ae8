"""DOCREF: the document that a reference stands for (annotations/VALUES.md, DOCREF).

Its key is KIND/NUMBER/SYMBOL/YEAR. What the reference leaves out comes from the text around it
(date, issuer), from the full references to the same document in the plan, and from the plan's
issuer; exactly one reading resolves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from pipeline.values.mentions import slug
from pipeline.values.symbols import Reference, codes, reference
from pipeline.values.types import (
    MOST_CANDIDATES,
    AgencyValue,
    DateValue,
    DocumentValue,
    Status,
)

NAMED_BY_DECISION = frozenset(("de-an", "du-an", "chuong-trinh", "chien-luoc"))
"""Types that go by the number of the decision that approved them: "Đề án 06"."""

_PLACE = re.compile(r"@(?P<province>[^/>,:]+)(?:/(?P<unit>[^>,]+))?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"\d{4}(?!\d)")
_PARLIAMENT = re.compile(r"(?P<code>(?:UBTV)?QH)\d+")
_DEPARTMENT = re.compile(r"S(?:[A-ZĐ]|[a-z]){1,8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentMention:
    """A reference in its plan.

    Args:
        text: its folded text.
        issued_on: the date that the text gives with it.
        issued_by: the agency that the text gives with it.
        own: whether it is the plan's own number.
    """

    text: str
    issued_on: DateValue | None = None
    issued_by: AgencyValue | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    """A mention with what it says by itself and by the words around it."""

    said: Reference
    place: str
    issuer: str
    year: str
    issued_on: str

    @property
    def stem(self) -> tuple[str, str, str]:
        """Its key without the year."""
        return self.said.kind, self.said.number, self.symbol

    @property
    def symbol(self) -> str:
        return f"{self.said.key}@{self.place}" if self.place else self.said.key

    @property
    def full(self) -> bool:
        return bool(self.said.number and self.said.symbol and self.said.kind)

    def key(self, year: str) -> str:
        return "/".join((*self.stem, year))


class DocumentResolver:
    """Says which documents the references of one plan stand for.

    Args:
        mentions: all references of the plan, in text order.
        issuer: who issued the plan.
    """

    def __init__(
        self, mentions: Iterable[DocumentMention], *, issuer: AgencyValue | None = None
    ) -> None:
        self._issuer = issuer
        self._read: dict[DocumentMention, _Read | None] = {}
        self._full: dict[tuple[str, str], dict[tuple[str, str, str], _Read]] = {}
        self._years: dict[tuple[str, str, str], dict[str, str]] = {}
        mentions = list(mentions)
        own = (reference(mention.text) for mention in mentions if mention.own)
        self._own_codes = {said.issuer for said in own if said is not None} - {"", "UBND", "HĐND"}
        previous: _Read | None = None
        for mention in mentions:
            read = self._read[mention] = self._reading(mention, previous)
            if read is None:
                continue
            previous = read
            if read.full:
                same = self._full.setdefault((read.said.kind, read.said.number), {})
                same.setdefault(read.stem, read)
            if read.year:
                days = self._years.setdefault(read.stem, {})
                days[read.year] = days.get(read.year) or read.issued_on

    def value(self, mention: DocumentMention) -> DocumentValue:
        """The value of one reference of the plan, or of another text in it."""
        if mention not in self._read:
            self._read[mention] = self._reading(mention, None)
        read = self._read[mention]
        if read is None:
            return _open(mention, "unread", ())
        if read.said.self:
            return _resolved(mention, read, "self", "self", 1.0)
        if read.said.name:
            key = "/".join((read.said.kind, slug(read.said.name), read.said.year))
            return _resolved(mention, read, key, "law", 1.0)
        if not read.said.number:
            return _open(mention, "no-number", (), read)
        if not read.said.kind:
            return self._of_parliament(mention, read)
        return self._numbered(mention, read) if read.said.symbol else self._short(mention, read)

    def _numbered(self, mention: DocumentMention, read: _Read) -> DocumentValue:
        """A full reference; its year may stand with another one."""
        if read.year:
            return _resolved(mention, read, read.key(read.year), "full", 1.0)
        years = self._years.get(read.stem, {})
        if len(years) > 1:
            return _open(mention, "several-years", [read.key(year) for year in years], read)
        for year, day in years.items():
            dated = replace(read, year=year, issued_on=day)
            return _resolved(mention, dated, read.key(year), "year-named-elsewhere", 0.95)
        return _resolved(mention, read, read.key(""), "no-year", 0.9)

    def _short(self, mention: DocumentMention, read: _Read) -> DocumentValue:
        """A type and a number: the one document of the plan that has them."""
        said = read.said
        found = self._full.get((said.kind, said.number), {})
        if not found and said.kind in NAMED_BY_DECISION:
            found = self._full.get(("quyet-dinh", said.number), {})
        if read.year:
            of_year = {s: r for s, r in found.items() if read.year in self._years.get(s, {})}
            found = of_year or found
        some = islice(found.values(), MOST_CANDIDATES)
        values = [self._numbered(mention, full) for full in some]
        if len(values) == 1 and values[0].status is Status.RESOLVED:
            return replace(
                values[0], rule="value:document-short-form", confidence=0.9,
                flags=("short-form", *said.flags),
            )  # fmt: skip
        several = [key for value in values for key in (value.id, *value.candidates) if key]
        return _open(mention, "short-form", several, read)

    def _of_parliament(self, mention: DocumentMention, read: _Read) -> DocumentValue:
        """A number of the National Assembly without a word: a law or a resolution."""
        keys = [
            replace(read, said=replace(read.said, kind=kind)).key(read.year)
            for kind in ("luat", "nghi-quyet")
        ]
        return _open(mention, "no-type", keys, read)

    def _reading(self, mention: DocumentMention, previous: _Read | None) -> _Read | None:
        said = reference(mention.text)
        if said is None:
            return None
        if not said.kind and previous is not None and _same_series(said, previous.said):
            said = replace(said, kind=previous.said.kind, word=previous.said.word)
        by = self._issuer if mention.own else mention.issued_by
        place, issuer = self._issued(said, by, own=mention.own)
        on = mention.issued_on.id if mention.issued_on is not None else ""
        year = said.year or (found[0] if (found := _YEAR.match(on)) else "")
        return _Read(said, place, issuer, year, on if _DAY.fullmatch(on) else "")

    def _issued(self, said: Reference, by: AgencyValue | None, *, own: bool) -> tuple[str, str]:
        """The place of a document's issuer, "" for central ones, and the issuer's identifier.

        A central code of the symbol counts for more than what stands around it.
        """
        code = said.issuer
        named = by.id if by is not None and by.status is Status.RESOLVED else ""
        central = _central(code)
        if central:
            return "", central
        place = _place(named)
        if place or (named and not _is_local(code)):
            return place, named
        if code in self._own_codes and self._issuer is not None:
            return _place(self._issuer.id), self._issuer.id
        if code in codes().central or not _is_local(code):
            home = self._issuer.province if own and self._issuer is not None else ""
            return home, named
        return self._by_home(code)

    def _by_home(self, code: str) -> tuple[str, str]:
        """The issuer that a local code stands for in the province of the plan."""
        home = self._issuer
        if home is None or not home.province:
            return "", ""
        if code in ("UBND", "HĐND") and home.level in ("district", "commune"):
            return "", ""  # of the province or of its own level
        kind = codes().provincial.get(code, "")
        if home.province in codes().cities and "tinh-uy" in kind:
            kind = kind.replace("tinh-uy", "thanh-uy")
        return home.province, f"{kind}@{home.province}" if kind else ""


def _same_series(said: Reference, before: Reference) -> bool:
    """Whether a number without a type goes on the list of the one before it."""
    return bool(before.kind) and said.symbol == before.symbol


def _central(code: str) -> str:
    if match := _PARLIAMENT.fullmatch(code):
        return codes().central[match["code"]]
    return codes().central.get(code, "")


def _is_local(code: str) -> bool:
    """Whether a code stands for a body of a province or below."""
    return code in codes().provincial or _DEPARTMENT.fullmatch(code) is not None


def _place(issuer: str) -> str:
    """The place of an agency's identifier, as it stands in a document's key."""
    match = _PLACE.search(issuer)
    if match is None:
        return ""
    return f"{match['province']}:{match['unit']}" if match["unit"] else match["province"]


def _resolved(
    mention: DocumentMention, read: _Read, key: str, rule: str, confidence: float
) -> DocumentValue:
    said = read.said
    return DocumentValue(
        status=Status.RESOLVED, id=key, name=said.shown, written=mention.text,
        rule=f"value:document-{rule}", flags=said.flags,
        confidence=confidence - 0.1 * ("repaired" in said.flags),
        kind=said.kind, number=said.number, symbol="-".join(said.symbol), year=read.year,
        issuer=read.issuer, issued_on=read.issued_on,
    )  # fmt: skip


def _open(
    mention: DocumentMention, rule: str, candidates: Sequence[str], read: _Read | None = None
) -> DocumentValue:
    said = read.said if read is not None else Reference()
    return DocumentValue(
        status=Status.OPEN, id="", name=mention.text, written=mention.text, confidence=0.0,
        rule=f"value:document-{rule}",
        candidates=tuple(dict.fromkeys(candidates))[:MOST_CANDIDATES],
        flags=said.flags, kind=said.kind, number=said.number, symbol="-".join(said.symbol),
        year=read.year if read is not None else "",
    )  # fmt: skip
