"""The registry of agencies and provinces as data, and what it says when it is loaded.

One TOML file a family (`central.toml` explains the keys) and the table of provinces; a user's
folder may hold files of the same names, whose entries are added.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, cast

from annotations.language import say
from pipeline.errors import RuleError
from pipeline.families import Data, added_by, shipped
from pipeline.values.mentions import (
    Syllables,
    nearly,
    one_letter_off,
    signature,
    slug,
    spells,
    syllables,
)
from pipeline.values.registry.checks import check_entries
from pipeline.values.registry.entries import (
    LEVELS,
    CollectiveEntry,
    CollectiveWords,
    Entry,
    Province,
    level_of,
)

FAMILIES = ("central", "party", "provincial", "local", "organisations", "units", "collectives")
"""The names of the registry files, without their ending."""

_COMMITTEES = ("tinh-uy", "thanh-uy", "huyen-uy", "quan-uy", "thi-uy", "dang-uy")
_KEYS = {
    "id", "name", "aliases", "forms", "units", "parents", "start", "end", "successor", "level",
    "examples",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Registry:
    """Every body, province and collective that is known.

    Args:
        entries: the bodies.
        provinces: the provinces, old and new.
        collectives: the collectives, in order of precedence.
        words: what stands around the nouns of collectives.
        districts: the provinces that have, or had, a district, by its slug ("huyen-chau-thanh").
    """

    entries: tuple[Entry, ...]
    provinces: tuple[Province, ...]
    collectives: tuple[CollectiveEntry, ...]
    words: CollectiveWords
    districts: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: {}, repr=False)
    _names: dict[str, list[tuple[Syllables, Entry, str]]] = field(
        default_factory=lambda: {}, repr=False
    )
    _alike: dict[tuple[str, int], list[tuple[Syllables, Entry, str]]] = field(
        default_factory=lambda: {}, repr=False
    )
    _places: dict[tuple[str, ...], list[Province]] = field(default_factory=lambda: {}, repr=False)
    _by_id: dict[str, list[Entry]] = field(default_factory=lambda: {}, repr=False)
    _province: dict[str, Province] = field(default_factory=lambda: {}, repr=False)

    def __post_init__(self) -> None:
        for entry in self.entries:
            self._by_id.setdefault(entry.id, []).append(entry)
            for name, unit in entry.names:
                parts = syllables(name)
                self._names.setdefault(signature(parts), []).append((parts, entry, unit))
                alike = self._alike.setdefault((parts.bare[0], len(parts)), [])
                alike.append((parts, entry, unit))
        for province in self.provinces:
            self._province[province.id] = province
            for name in (province.name, *province.aliases):
                self._places.setdefault(syllables(name).bare, []).append(province)

    def named(self, mention: Syllables, end: int) -> list[tuple[Entry, str, bool]]:
        """The bodies that the first ``end`` syllables name.

        Returns:
            Each with the kind of territory the name tells ("" for none), and whether marks
            had to be overlooked.
        """
        found = self._names.get(signature(mention, end), ())
        same = [
            (entry, unit, False) for name, entry, unit in found if name.low == mention.low[:end]
        ]
        if same:
            return same
        exact = [(entry, unit, False) for name, entry, unit in found if spells(mention, end, name)]
        if exact:
            return exact
        return [(entry, unit, True) for name, entry, unit in found if nearly(mention, end, name)]

    def slipped(self, mention: Syllables) -> list[tuple[Entry, str, bool]]:
        """The bodies whose name differs from the mention by one letter ("Sở Sây dựng")."""
        near = self._alike.get((mention.bare[0], len(mention)), ())
        return [(entry, unit, True) for name, entry, unit in near if one_letter_off(mention, name)]

    def begun(self, mention: Syllables) -> Iterator[tuple[Entry, str]]:
        """The bodies whose name goes on after the mention."""
        size = len(mention)
        for (head, length), alike in self._alike.items():
            if head == mention.bare[0] and length > size:
                for name, entry, unit in alike:
                    if name.low[:size] == mention.low:
                        yield entry, unit

    def provinces_named(self, bare: tuple[str, ...]) -> list[Province]:
        """The provinces that these unmarked syllables name, of any time."""
        return self._places.get(bare, [])

    def province(self, identifier: str) -> Province | None:
        """The province with this identifier."""
        return self._province.get(identifier)

    def kinds(self, identifier: str) -> list[Entry]:
        """The entries with this identifier: the single body, the kind, or both."""
        return self._by_id.get(identifier, [])

    def successor(self, identifier: str, *, on: date) -> str:
        """What does the work of a body on a day.

        Args:
            identifier: of a body ("bo-giao-thong-van-tai", "so-ngoai-vu@binh-duong").
            on: the day.

        Returns:
            The identifier of what stands then, the same one where it still does; "" where
            nothing took over or the registry does not know the body.
        """
        kind, _, place = identifier.partition("@")
        province, _, unit = place.partition("/")
        if unit and on >= DISTRICTS_END and unit.startswith(("huyen-", "quan-", "thi-")):
            return ""
        entry = next((each for each in self.kinds(kind) if bool(each.units) == bool(place)), None)
        while entry is not None and entry.end is not None and on >= entry.end:
            wanted = entry.successor
            entry = next(
                (each for each in self.kinds(wanted) if bool(each.units) == bool(entry.units)),
                next(iter(self.kinds(wanted)), None),
            )
        while (known := self._province.get(province)) and known.end and on >= known.end:
            province = known.successor
        if entry is None:
            return ""
        return f"{entry.id}@{province}{'/' * bool(unit)}{unit}" if entry.units else entry.id


DISTRICTS_END = date(2025, 7, 1)
"""The day from which there are no districts (Law 72/2025/QH15)."""


def load_registry(user_folder: Path | None = None) -> Registry:
    """The shipped registry, with the entries of ``user_folder`` added.

    Args:
        user_folder: files with the names of the shipped ones; their entries are added.

    Raises:
        RuleError: when a file is no TOML or has an unknown name or key, when two entries have
            one identifier or one name in the same territory and time, or when successors
            make a circle.
    """
    return _shipped() if user_folder is None else _built(_with(_data(), user_folder))


@cache
def _shipped() -> Registry:
    return _built(_data())


def _data() -> dict[str, Data]:
    return shipped("pipeline.values.registry", FAMILIES)


def _with(data: dict[str, Data], folder: Path) -> dict[str, Data]:
    """Add the files of a user's folder."""
    missing = say("{folder}: no such folder of registry files", folder=folder)
    for path, added in added_by(folder, FAMILIES, missing=missing, unknown=_unknown):
        known = data[path.stem]
        for key, value in added.items():
            if not isinstance(value, list) or key not in known:
                raise RuleError(
                    say(
                        "{path}: unknown list {key!r}; known are {known}",
                        path=path,
                        key=key,
                        known=", ".join(known),
                    )
                )
        data[path.stem] = known | {
            key: [*known[key], *cast("list[Any]", value)] for key, value in added.items()
        }
    return data


def _unknown(path: Path, families: str) -> str:
    return say("{path}: unknown registry file; known are {families}", path=path, families=families)


def _built(data: dict[str, Data]) -> Registry:
    entries = tuple(_entries(data))
    provinces = tuple(_provinces())
    check_entries(entries)
    words = data["collectives"]
    return Registry(
        entries,
        provinces,
        tuple(_collective(each) for each in words["collective"]),
        CollectiveWords(
            quantifiers=tuple(words["quantifiers"]),
            concerned=tuple(words["concerned"]),
            attributes=tuple(words["attributes"]),
            plural=tuple(words["plural"]),
        ),
        _districts(),
    )


def _districts() -> dict[str, tuple[str, ...]]:
    """The provinces of each district, by its slug with its kind."""
    text = resources.files("pipeline.values.registry").joinpath("districts.toml").read_text("utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for province, names in tomllib.loads(text).items():
        for name in names:
            unit = slug(name)
            if not unit.startswith(("thanh-pho-", "thi-xa-", "quan-")) or not name[0].islower():
                unit = f"huyen-{unit}"
            found[unit] = (*found.get(unit, ()), province)
    return found


def _entries(data: dict[str, Data]) -> Iterator[Entry]:
    for family in FAMILIES[:-1]:
        where = f"{family}.toml"
        for raw in data[family]["bodies"]:
            yield _entry(raw, where)
    committees = [each for each in data["party"]["bodies"] if each.get("id", "") in _COMMITTEES]
    for organ in data["party"]["organs"]:
        for committee in committees:
            yield _organ(organ, committee)


def _entry(raw: Data, where: str) -> Entry:
    name = raw.get("name", "")
    unknown = sorted(set(raw) - _KEYS)
    if unknown or not name:
        wrong = (
            say("unknown key {key!r}", key=unknown[0]) if unknown else say("an entry needs a name")
        )
        raise RuleError(f"{where}: {name or raw}: {wrong}")
    for key in ("start", "end"):
        if not isinstance(raw.get(key), date | None):
            raise RuleError(
                say(
                    "{where}: {name}: {key} is no date (write {key} = 2025-03-01)",
                    where=where,
                    name=name,
                    key=key,
                )
            )
    names = [(each, "") for each in (name, *raw.get("aliases", ()))]
    names += [(each, unit) for each, unit in raw.get("forms", {}).items()]
    return Entry(
        id=raw.get("id", slug(name)),
        name=name,
        names=tuple(names),
        units=frozenset(_units(raw.get("units", ()), f"{where}: {name}")),
        parents=tuple(raw.get("parents", ())),
        start=raw.get("start"),
        end=raw.get("end"),
        successor=raw.get("successor", ""),
        level=raw.get("level", "central"),
        examples=tuple(raw.get("examples", ())),
        file=where,
    )


def _units(words: Iterable[str], where: str) -> Iterator[str]:
    for word in words:
        if word in LEVELS:
            yield from LEVELS[word]
        elif level_of(word):
            yield word
        else:
            known = ", ".join((*LEVELS, *(kind for kinds in LEVELS.values() for kind in kinds)))
            raise RuleError(
                say(
                    "{where}: unknown territory {word!r}; known are {known}",
                    where=where,
                    word=word,
                    known=known,
                )
            )


def _organ(organ: Data, committee: Data) -> Entry:
    """A board of a Party committee, a kind of its own: "ban-to-chuc-tinh-uy"."""
    if "name" not in organ:
        raise RuleError(say("party.toml: an organ needs a name"))
    name = f"{organ['name']} {committee['name']}"
    successor = organ.get("successor")
    alone = organ.get("alone", False)
    if committee["id"] == "dang-uy":
        alone = organ.get("communes", False)
    levels = {"tinh-uy": "tỉnh", "huyen-uy": "huyện", "quan-uy": "quận"}
    level = levels.get(committee["id"])
    aliases = [f"{organ['name']} {level}"] * (level is not None and alone)
    return _entry(
        {
            "name": name,
            "units": committee["units"],
            "aliases": [*aliases, organ["name"]] if alone else [],
            "examples": organ["examples"] if committee["id"] == "tinh-uy" else [],
        }
        | {key: organ[key] for key in ("start", "end") if key in organ}
        | ({"successor": slug(f"{successor} {committee['name']}")} if successor else {}),
        "party.toml",
    )


def _collective(raw: Data) -> CollectiveEntry:
    try:
        return CollectiveEntry(
            id=raw["id"],
            local=raw.get("local", False),
            nouns=tuple(raw["nouns"]),
            alone=frozenset(raw.get("alone", ())),
            prefixes=tuple(raw.get("prefixes", ())),
            related=raw.get("related", ""),
            places=raw.get("places", ""),
            examples=tuple(raw["examples"]),
        )
    except KeyError as error:
        raise RuleError(
            say(
                "collectives.toml: {entry}: {error} is missing",
                entry=raw.get("id", raw),
                error=error,
            )
        ) from error


def _provinces() -> Iterator[Province]:
    folder = resources.files("pipeline.values.registry")
    text = folder.joinpath("provinces.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        yield Province(
            id=row["id"],
            name=row["name"],
            kind=row["kind"],
            codes=(row["code"], row["code_from_2025"]),
            start=date.fromisoformat(row["start"]) if row["start"] else None,
            end=date.fromisoformat(row["end"]) if row["end"] else None,
            successor=row["successor"],
            aliases=tuple(filter(None, row["aliases"].split(";"))),
        )
