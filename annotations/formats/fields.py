"""JSON values that know where they stand, so that a wrong one is named with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Never, cast

from annotations.errors import AnnotationError
from annotations.language import say


@dataclass(frozen=True, slots=True)
class Field:
    """A value of a JSON file.

    Args:
        value: what `json.loads` made of it.
        file: the file.
        line: the 1-based line in which the record that it belongs to begins.
        path: where it stands in the record: ``annotations[0].result[3].value``.
    """

    value: object
    file: str
    line: int
    path: str = ""

    def because(self, reason: str) -> AnnotationError:
        """The error that names this place and ``reason``."""
        return AnnotationError(
            self.file, f"{self.path}: {reason}" if self.path else reason, line=self.line
        )

    def get(self, key: str) -> Field | None:
        """The value of a key; ``None`` where it is absent or null."""
        value = self._object().get(key)
        return None if value is None else self._below(value, f".{key}")

    def __getitem__(self, key: str) -> Field:
        found = self.get(key)
        if found is None:
            raise self.because(say("expected a key {key!r}", key=key))
        return found

    def __iter__(self) -> Iterator[Field]:
        items = self.value
        if not isinstance(items, list):
            self._refuse(say("a list"))
        for index, value in enumerate(cast("list[object]", items)):
            yield self._below(value, f"[{index}]")

    def text(self) -> str:
        """The value, a string that can be written as UTF-8."""
        if not isinstance(self.value, str):
            return self._refuse(say("a text"))
        if half := re.search("[\ud800-\udfff]", self.value):
            raise self.because(
                say(
                    "half a character, \\u{half:x}, at {offset}",
                    half=ord(half[0]),
                    offset=half.start(),
                )
            )
        return self.value

    def integer(self) -> int:
        """The value, a whole number."""
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return self.value
        return self._refuse(say("a whole number"))

    def truth(self) -> bool:
        """The value, true or false."""
        return self.value if isinstance(self.value, bool) else self._refuse(say("true or false"))

    def _object(self) -> dict[str, object]:
        value = self.value
        if isinstance(value, dict):
            return cast("dict[str, object]", value)
        return self._refuse(say("an object"))

    def _below(self, value: object, step: str) -> Field:
        return Field(value, self.file, self.line, (self.path + step).removeprefix("."))

    def _refuse(self, expected: str) -> Never:
        shown = json.dumps(self.value, ensure_ascii=False)
        raise self.because(
            say("expected {expected}, not {shown}", expected=expected, shown=shown[:40])
        )


def json_lines(text: str, file: str) -> Iterator[Field]:
    """The records of a JSONL file.

    Raises:
        AnnotationError: when a line is not JSON.
    """
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if line.strip():
            try:
                yield Field(json.loads(line), file, number)
            except json.JSONDecodeError as error:
                raise AnnotationError(
                    file, say("not JSON: {msg}", msg=error.msg), line=number
                ) from error


def json_array(text: str, file: str) -> Iterator[Field]:
    """The records of a JSON file that is one list, each with the line it begins in.

    Raises:
        AnnotationError: when the file is not JSON, or no list.
    """
    text = text.removeprefix("\ufeff")
    decoder, offset, line = json.JSONDecoder(), _after_space(text, 0), 1
    if not text.startswith("[", offset):
        raise AnnotationError(file, say("expected a list of tasks, '[ ... ]'"), line=1)
    counted = 0
    try:
        offset = _after_space(text, offset + 1)
        closed = text.startswith("]", offset)
        while not closed:
            line += text.count("\n", counted, offset)
            counted = offset
            value, offset = decoder.raw_decode(text, offset)
            yield Field(value, file, line)
            offset = _after_space(text, offset)
            closed = text.startswith("]", offset)
            if not closed:
                if not text.startswith(",", offset):
                    raise json.JSONDecodeError("Expecting ',' or ']'", text, offset)
                offset = _after_space(text, offset + 1)
        if _after_space(text, offset + 1) != len(text):
            raise json.JSONDecodeError("Extra data", text, offset + 1)
    except json.JSONDecodeError as error:
        raise AnnotationError(
            file, say("not JSON: {msg}", msg=error.msg), line=error.lineno
        ) from error


def _after_space(text: str, offset: int) -> int:
    while offset < len(text) and text[offset] in " \t\n\r":
        offset += 1
    return offset
