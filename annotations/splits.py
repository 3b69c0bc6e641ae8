"""Which plan belongs to which split: ``splits.toml`` in the folder of the plans.

[plans.lao-cai-doi-ngoai-2023]
split = "train"
style = "labelled"
topic = "foreign affairs"
issuer = "province"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import cast

from annotations.errors import AnnotationError
from annotations.language import say
from annotations.storage import decode_utf8, read_bytes

FILE_NAME = "splits.toml"
_AT_LINE = re.compile(r"(.*) \(at line (\d+), column \d+\)", re.DOTALL)


class Split(StrEnum):
    """What a plan is used for."""

    TRAIN = "train"
    DEV = "dev"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class SplitEntry:
    """One plan's line in the table of splits.

    Args:
        split: what it is used for.
        style: how the plan gives work, by which scores are reported.
        topic: what it is about.
        issuer: the kind of body that issued it.
    """

    split: Split
    style: str
    topic: str
    issuer: str


@dataclass(frozen=True, slots=True)
class Splits:
    """The table of splits.

    Args:
        path: the file it was read from.
        plans: the entries by plan name.
        lines: the line of each entry, for messages.
    """

    path: Path
    plans: dict[str, SplitEntry]
    lines: dict[str, int]

    def names(self, split: Split) -> Iterator[str]:
        """The plans of one split, in the order of the file."""
        return (name for name, entry in self.plans.items() if entry.split is split)


def load(folder: Path) -> Splits | None:
    """Read ``splits.toml`` of a folder; ``None`` where there is none.

    Raises:
        AnnotationError: names the line of an entry with an unknown, missing or wrong key, or
            of a plan that stands there twice.
    """
    path = folder / FILE_NAME
    return loads(decode_utf8(read_bytes(path), path), path) if path.exists() else None


def loads(toml: str, path: Path) -> Splits:
    """Read the text of a ``splits.toml``.

    Args:
        toml: what the file holds.
        path: the file, for messages.

    Raises:
        AnnotationError: as in `load`.
    """
    try:
        table = cast("dict[str, object]", tomllib.loads(toml.removeprefix("\ufeff")))
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(error, path) from error
    lines = dict(_headers(toml))
    if unknown := table.keys() - {"plans"}:
        raise AnnotationError(
            path, say("unknown key {unknown!r}: only [plans.NAME] is known", unknown=min(unknown))
        )
    plans = table.get("plans", {})
    if not isinstance(plans, dict):
        raise AnnotationError(path, say("'plans' is not a table: write [plans.NAME] for each plan"))
    entries = {
        name: _entry(name, value, path, lines.get(name))
        for name, value in cast("dict[str, object]", plans).items()
    }
    return Splits(path, entries, lines)


def _entry(name: str, value: object, path: Path, line: int | None) -> SplitEntry:
    keys = {field.name for field in fields(SplitEntry)}
    given = cast("dict[str, object]", value) if isinstance(value, dict) else {}
    if given.keys() != keys:
        wrong = ", ".join(sorted(given.keys() ^ keys))
        raise AnnotationError(
            path,
            say(
                "{name}: expected {keys}; missing or unknown: {wrong}",
                name=name,
                keys=", ".join(sorted(keys)),
                wrong=wrong,
            ),
            line=line,
        )
    texts = {key: text.strip() for key, text in given.items() if isinstance(text, str)}
    for key in given:
        if not texts.get(key):
            raise AnnotationError(
                path, say("{name}: {key} is not a text in quotes", name=name, key=key), line=line
            )
    if texts["split"] not in list(Split):
        raise AnnotationError(
            path,
            say(
                "{name}: {value!r} is not one of {known}",
                name=name,
                value=texts["split"],
                known=" ".join(Split),
            ),
            line=line,
        )
    return SplitEntry(Split(texts["split"]), texts["style"], texts["topic"], texts["issuer"])


def _headers(toml: str) -> Iterator[tuple[str, int]]:
    """The plan and the line of each ``[plans.NAME]``."""
    for number, line in enumerate(toml.split("\n"), 1):
        if match := re.match(
            r"\s*\[\s*plans\s*\.\s*(?:\"([^\"]*)\"|'([^']*)'|([\w-]+))\s*\]", line
        ):
            yield match[1] or match[2] or match[3], number


def _syntax_error(error: tomllib.TOMLDecodeError, path: Path) -> AnnotationError:
    match = _AT_LINE.fullmatch(str(error))
    reason, line = (match[1], int(match[2])) if match else (str(error), None)
    if "declare" in reason and "twice" in reason:
        reason = say("a plan stands here twice: {reason}", reason=reason)
    return AnnotationError(path, say("not TOML: {reason}", reason=reason), line=line)
