"""What a document's number and symbol say: "Quyết định số 06/QĐ-TTg", "78/2021/NĐ-CP".

The codes are in `documents.toml`. A number is read as it stands; slips of its symbol are mended
("QD-TTg", "CT-TTgCP", "NĐ -CP") and said.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from unicodedata import normalize

from pipeline.values.mentions import slug, unmarked


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A reference as it is written.

    Args:
        kind: the identifier of its type; "" where neither symbol nor word says one.
        word: the name of its type as people read it.
        number: without zeros in front; "" where it was left blank.
        symbol: its parts, mended.
        year: that of the number; "" where it has none.
        issuer: the part of the symbol that stands for who issued it; "" where there is none.
        party: whether its symbol is set as the Party sets it, "18-NQ/TW" and not "18/NQ-CP".
        self: whether the text points at the plan itself ("Kế hoạch này").
        name: the name of a law that has no number.
        flags: ``repaired``.
    """

    kind: str = ""
    word: str = ""
    number: str = ""
    symbol: tuple[str, ...] = ()
    year: str = ""
    issuer: str = ""
    party: bool = False
    self: bool = False
    name: str = ""
    flags: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The slug of its symbol."""
        return slug("-".join(self.symbol))

    @property
    def shown(self) -> str:
        """The reference as its rules have it written: "Nghị quyết 18-NQ/TW", "TCVN 13259:2020".

        The Party sets a hyphen before the type and a slash before the issuer (Guidance
        36-HD/VPTW), the State the other way round; numbers have two digits at least (Decree
        30/2020/NĐ-CP).
        """
        if self.kind in ("tieu-chuan", "quy-chuan"):
            return f"{self.symbol[0]} {self.number}" + (f":{self.year}" if self.year else "")
        if self.name:
            return " ".join(filter(None, (self.word, self.name, self.year)))
        number = "/".join(filter(None, (self.number.zfill(2) if self.number else "…", self.year)))
        if self.symbol and self.party and len(self.symbol) > 1:
            number = f"{number}-{self.symbol[0]}/{'-'.join(self.symbol[1:])}"
        elif self.symbol:
            number = f"{number}/{'-'.join(self.symbol)}"
        return f"{self.word} {number}".strip()


_PARTY = frozenset(("TW", "TU", "VPTW", "VPTU", "ĐU", "HU"))


@dataclass(frozen=True)
class Codes:
    """The codes of symbols.

    Args:
        types: the names of types by code.
        words: names of types by longer words for them.
        shared: the types that a code can mean.
        central: identifiers of central issuers by code.
        provincial: kinds of provincial issuers by code.
        slips: codes by what is written for them.
        cities: centrally run cities.
    """

    types: Mapping[str, str]
    words: Mapping[str, str]
    shared: Mapping[str, list[str]]
    central: Mapping[str, str]
    provincial: Mapping[str, str]
    slips: Mapping[str, str]
    cities: frozenset[str]

    @property
    def all(self) -> Iterable[str]:
        """Every code."""
        return (*self.types, *self.central, *self.provincial)


@cache
def codes() -> Codes:
    """The codes of `documents.toml`."""
    folder = resources.files("pipeline.values")
    data = tomllib.loads(folder.joinpath("documents.toml").read_text("utf-8"))
    cities = frozenset(data.pop("cities")["ids"])
    return Codes(**data, cities=cities)


_ETH = str.maketrans("\u00d0\u00f0", "Đđ")
"""Fonts and scanners put the letter eth for "Đ"."""
_DASH = re.compile(r"[\u2010-\u2015\u2212]")
_SELF = re.compile(r"(?P<word>[^\W\d]+(?: [^\W\d]+){0,3}) này", re.IGNORECASE)
_STANDARD = re.compile(
    r"(?:(?:bộ )?(?:tiêu|quy) chuẩn (?:kỹ thuật )?(?:quốc gia )?)?(?P<series>(?:TC|QC)[A-ZĐ]{1,4})"
    r"(?P<body>(?: ISO| IEC|/IEC)*) (?P<number>\d+(?:-\d+)?)(?::(?P<year>\d{4}))?"
    r"(?:/(?P<issuer>[A-ZĐ]{2,8}))?",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"(?P<word>Bộ luật|Luật|Pháp lệnh)(?! số) (?P<name>[^\d/]+?)"
    r"(?:,? (?:(?:ban hành )?năm )?(?P<year>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?P<word>[^\d/:.…_]*?)(?:(?:^| )s[ốôoó](?: hiệu)?\.?(?= |:|\d|$))?[ :.…_]*"
    r"(?:(?P<number>\d{1,6}(?:\.\d{1,2})?[a-z]?)(?: ?/ ?(?P<year>\d{4})(?=\W|$))?)?[ .…_]*"
    r"(?:[/-] ?(?P<symbol>[^\W\d].*))?",
    re.IGNORECASE,
)
_PART = re.compile(r"[^-/. ]+")
_TITLE = re.compile(r" [-/] (?P<word>[^\W\d_][^\W\dA-Z_]+)$")
"""The first word of a title behind a symbol: "95/2026/NĐ-CP - Quy định"."""
_PARLIAMENT = re.compile(r"(?P<code>(?:UBTV)?QH)(?P<term>\d{1,2})", re.IGNORECASE)


@lru_cache(maxsize=1 << 12)
def reference(text: str) -> Reference | None:
    """What a reference says by itself.

    Args:
        text: the folded text of a DOCREF entity, or the name of a law, or "Kế hoạch này".

    Returns:
        the reference; ``None`` where the text is none.
    """
    text = " ".join(_DASH.sub("-", normalize("NFC", text).translate(_ETH)).split()).strip(" ,;")
    if match := _SELF.fullmatch(text):
        return Reference(word=match["word"], kind=_type_of(match["word"])[0], self=True)
    if match := _STANDARD.fullmatch(text):
        return _standard(match)
    if match := _LAW.fullmatch(text):
        kind, word = _type_of(match["word"])
        return Reference(kind=kind, word=word, name=match["name"], year=match["year"] or "")
    match = _NUMBERED.fullmatch(text)
    if match is not None and (match["number"] or match["symbol"]):
        return _numbered(match, shouted=text.isupper())
    return None


def _standard(match: re.Match[str]) -> Reference:
    series = match["series"].upper()
    regulation = series.startswith("QC")
    parts = (series, *re.findall(r"[A-Z]+", match["body"].upper()))
    return Reference(
        kind="quy-chuan" if regulation else "tieu-chuan",
        word="Quy chuẩn" if regulation else "Tiêu chuẩn",
        number=match["number"].lstrip("0"),
        symbol=(*parts, *((match["issuer"].upper(),) if match["issuer"] else ())),
        year=match["year"] or "",
        issuer=match["issuer"] or "",
    )


def _numbered(match: re.Match[str], *, shouted: bool) -> Reference:
    said, said_word = _type_of(match["word"])
    parts, repaired = _mended(match["symbol"] or "", shouted=shouted, said=said)
    code = parts[0] if parts and parts[0] in codes().types else ""
    kind, word = _typed(code, said) if code else (said, said_word)
    issuer = parts[1] if code and len(parts) > 1 else "" if code or not parts else parts[0]
    if not kind and issuer and not _PARLIAMENT.fullmatch(issuer):
        kind, word = "cong-van", "Công văn"
    raw = match["symbol"] or ""
    party = bool(code) and (issuer in _PARTY or "/" in raw)
    hyphened = party and "/" not in raw
    number = (match["number"] or "").lower().lstrip("0")
    return Reference(
        kind=kind, word=word, number=number or ("0" if match["number"] else ""),
        symbol=parts, year=match["year"] or "", issuer=issuer, party=party,
        flags=("repaired",) if repaired or hyphened else (),
    )  # fmt: skip


def _type_of(words: str) -> tuple[str, str]:
    """The identifier and the name of a type by the words in front of a number."""
    low = " ".join(words.lower().split())
    if not low:
        return "", ""
    name = codes().words.get(low) or _longest(low) or words.strip().capitalize()
    return slug(name), name


def _longest(low: str) -> str:
    """The type that the words begin with: "Quyết định phê duyệt" is a Quyết định."""
    names = [name for name in _type_names() if low == name or low.startswith(f"{name} ")]
    return max(names, key=len).capitalize() if names else ""


@cache
def _type_names() -> frozenset[str]:
    return frozenset(name.lower() for name in codes().types.values())


def _typed(code: str, said: str) -> tuple[str, str]:
    """The type that a code says; the word in front decides between two that share it."""
    for name in codes().shared.get(code, ()):
        if slug(name) == said:
            return said, name
    name = codes().types[code]
    return slug(name), name


def _mended(symbol: str, *, shouted: bool, said: str) -> tuple[tuple[str, ...], bool]:
    """The parts of a symbol, slips mended, and whether there were any."""
    title = _TITLE.search(symbol)
    if title is not None and unmarked(title["word"]) not in _by_plain():
        symbol = symbol[: title.start()]
    repaired = re.search(r"\s", symbol) is not None
    parts: list[str] = []
    for written in _PART.findall(symbol):
        part = _code(written, first=not parts, said=said)
        repaired |= part != written and not (shouted and part.upper() == written)
        parts.append(part)
    return tuple(parts), repaired


def _code(written: str, *, first: bool, said: str) -> str:
    """The code that a part of a symbol should be; the part itself where none is like it."""
    known = _known()
    if written in known or written.isdigit():
        return written
    if written in codes().slips:
        return codes().slips[written]
    if match := _PARLIAMENT.fullmatch(written):
        return f"{match['code'].upper()}{match['term']}"
    like = _by_plain().get(unmarked(written), ())
    by_case = [code for code in like if code.lower() == written.lower()]
    if first and len(like) > 1:
        by_word = [code for code in like if said and slug(codes().types.get(code, "")) == said]
        like = tuple(by_word) or like
    chosen = by_case if len(by_case) == 1 else like
    return chosen[0] if len(chosen) == 1 else written


@cache
def _known() -> frozenset[str]:
    return frozenset(codes().all)


@cache
def _by_plain() -> dict[str, tuple[str, ...]]:
    """Codes by their letters without marks and case."""
    found: dict[str, tuple[str, ...]] = {}
    for code in codes().all:
        plain = unmarked(code)
        if code not in found.get(plain, ()):
            found[plain] = (*found.get(plain, ()), code)
    return found
