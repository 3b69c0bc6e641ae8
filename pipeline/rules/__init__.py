"""The rules as data: one TOML file a family, each entry with an example.

`load_rules` compiles the shipped files; a folder of the user's own files with the same names
adds to them: lists are joined, tables of rules appended.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from pathlib import Path

from annotations.language import say
from pipeline.entities.agencies import Agencies
from pipeline.entities.bodies import Bodies, BodyRule
from pipeline.entities.collectives import Collectives, CollectiveWords
from pipeline.entities.countries import Countries
from pipeline.entities.dates import DateRule, Dates
from pipeline.entities.documents import DocumentReferences
from pipeline.entities.names import Names
from pipeline.entities.phrases import Phrases
from pipeline.entities.places import Places
from pipeline.errors import RuleError
from pipeline.families import Data, added_by, shipped
from pipeline.patterns import filled, joined_parts
from pipeline.tasks.cues import Cues
from pipeline.tasks.labels import Labels

FAMILIES = (
    "agency", "collective", "compound", "country", "cue", "date", "docref", "label", "names",
    "places",
)  # fmt: skip
"""The names of the rule files, without their ending."""

_BODY_KEYS = {field.name for field in fields(BodyRule)} | {"examples", "counterexamples"}


@dataclass(frozen=True)
class Rules:
    """All compiled rules.

    Args:
        agencies: finds AGENCY.
        dates: finds DATE.
        countries: finds COUNTRY.
        documents: finds DOCREF.
        labels: finds labelled lines and what the columns of tables hold.
        cues: the words that give agencies their part in a task's text.
        data: the raw data of each family, for the rules that read words from it.
        weak: sources of entities that count only where a task links them.
    """

    agencies: Agencies
    dates: Dates
    countries: Countries
    documents: DocumentReferences
    labels: Labels
    cues: Cues
    data: dict[str, Data]
    weak: frozenset[str] = frozenset()


def load_rules(extra: Path | None = None) -> Rules:
    """The shipped rules, with those of the folder ``extra`` added.

    Raises:
        RuleError: when a file is no TOML, has an unknown name or does not compile.
    """
    return _shipped() if extra is None else _compile(_with(_data(), extra), folder=extra)


@cache
def _shipped() -> Rules:
    return _compile(_data())


def _data() -> dict[str, Data]:
    return shipped("pipeline.rules", FAMILIES)


def _with(data: dict[str, Data], extra: Path) -> dict[str, Data]:
    """Add the files of a user's folder."""
    missing = say("{extra}: no such folder of rules", extra=extra)
    for path, more in added_by(extra, FAMILIES, missing=missing, unknown=_unknown):
        data[path.stem] = _joined(data[path.stem], more, path)
    return data


def _unknown(path: Path, families: str) -> str:
    return say("{path}: unknown rule file; known are {families}", path=path, families=families)


def _joined(old: Data, new: Data, path: Path) -> Data:
    joined = dict(old)
    for key, value in new.items():
        before = old.get(key)
        if before is None:
            known = ", ".join(sorted(old))
            raise RuleError(
                say(
                    "{path}: unknown key {key!r}; known are {known}",
                    path=path,
                    key=key,
                    known=known,
                )
            )
        if isinstance(before, list) and isinstance(value, list):
            joined[key] = [*before, *value]
        elif isinstance(before, dict) and isinstance(value, dict):
            joined[key] = before | value
        else:
            raise RuleError(
                say(
                    "{path}: {key!r} is not of the kind it is in the shipped rules",
                    path=path,
                    key=key,
                )
            )
    return joined


def _compile(data: dict[str, Data], *, folder: Path | None = None) -> Rules:
    with _naming("agency", folder):
        bodies = [_body_rule(entry) for entry in data["agency"]["rule"]]
        agencies = _agencies(data, bodies)
    with _naming("date", folder):
        dates = _dates(data["date"])
    with _naming("country", folder):
        countries = _countries(data["country"])
    with _naming("docref", folder):
        documents = _documents(data["docref"])
    with _naming("label", folder):
        labels = Labels(data["label"])
    with _naming("cue", folder):
        cues = Cues(data["cue"])
    weak = ("collective-weak", *(body.name for body in bodies if body.weak))
    return Rules(
        agencies=agencies,
        dates=dates,
        countries=countries,
        documents=documents,
        labels=labels,
        cues=cues,
        data=data,
        weak=frozenset(f"rule:agency-{name}" for name in weak),
    )


@contextmanager
def _naming(family: str, folder: Path | None) -> Generator[None]:
    """Say in which file a rule does not compile."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, re.error) as error:
        where = f"{family}.toml" if folder is None else str(folder / f"{family}.toml")
        raise RuleError(
            say("{where}: the rules do not compile: {error!r}", where=where, error=error)
        ) from error


def _agencies(data: dict[str, Data], rules: list[BodyRule]) -> Agencies:
    places = Places(
        levels=data["places"]["levels"],
        ranks=data["places"]["ranks"],
        alone=data["places"]["alone"],
        provinces=[*_provinces(), *data["places"]["two_part"]],
        attributes=data["places"]["attributes"],
    )
    countries = Phrases(
        (name, code) for code, names in data["country"]["names"].items() for name in names
    )
    bodies = Bodies(
        rules,
        places=places,
        names=Names(
            words=[*data["names"]["words"], *_provinces()],
            capitalised=data["names"]["capitalised"],
            stops=data["names"]["stops"],
            long=data["names"]["long"],
            breaks=data["names"]["breaks"],
        ),
        countries=countries,
        compounds=data["compound"]["compounds"],
    )
    words = data["collective"]
    collectives = Collectives(
        CollectiveWords(
            quantifiers=words["quantifiers"],
            nouns=words["nouns"],
            attributes=words["attributes"],
            verbal=words["verbal"],
            heading=words["heading"],
            objects=words["objects"],
            counted=words["counted"],
            numerals=words["numerals"],
            not_before=words["not_before"],
            compounds=data["compound"]["compounds"],
            formulas=words["formulas"],
            spoilers=words["spoilers"],
        ),
        bodies=bodies,
        places=places,
    )
    return Agencies(bodies, collectives)


def _body_rule(entry: Data) -> BodyRule:
    unknown = sorted(set(entry) - _BODY_KEYS)
    if unknown:
        raise ValueError(f"unknown in rule {entry['name']!r}: {', '.join(unknown)}")
    return BodyRule(
        name=entry["name"],
        heads=tuple(entry["heads"]),
        then=tuple(entry["then"]),
        names=Phrases((name, None) for name in entry.get("names", ())),
        capital=entry.get("capital", True),
        place=entry.get("place", True),
        parent=entry.get("parent", False),
        long=entry.get("long", False),
        weak=entry.get("weak", False),
    )


def _provinces() -> list[str]:
    text = resources.files("pipeline.rules").joinpath("provinces.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return sorted({name for row in rows for name in (row["name"], *row["also"].split(";")) if name})


def _dates(data: Data) -> Dates:
    parts = joined_parts(data["parts"])
    return Dates(
        [
            DateRule(
                entry["name"],
                re.compile(filled(entry["pattern"], parts), re.IGNORECASE),
                re.compile(entry["keep"], re.IGNORECASE) if "keep" in entry else None,
            )
            for entry in data["rule"]
        ],
        false_positives=[
            re.compile(filled(entry["pattern"], parts), re.IGNORECASE)
            for entry in data["false_positive"]
        ],
    )


def _countries(data: Data) -> Countries:
    return Countries(
        data["names"],
        ambiguous=data["ambiguous"],
        not_after=data["not_after"],
        not_before=data["not_before"],
        false_positives=data["false_positives"],
    )


def _documents(data: Data) -> DocumentReferences:
    return DocumentReferences(
        types=data["types"],
        bare=data["bare"],
        counted=data["counted"],
        standards=data["standards"],
    )
