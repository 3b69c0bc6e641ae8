"""Offsets as JavaScript counts them: in UTF-16 code units."""

from __future__ import annotations

from bisect import bisect_left

from annotations.formats.fields import Field
from annotations.language import say


class Utf16:
    """Maps the offsets of a text between code points and UTF-16 code units.

    Args:
        text: the text; characters beyond U+FFFF are two code units each.
    """

    def __init__(self, text: str) -> None:
        self._code_points = [at for at, character in enumerate(text) if character > "\uffff"]
        self._units = [at + before for before, at in enumerate(self._code_points)]

    def of(self, code_point: int) -> int:
        """The offset in code units of an offset in code points."""
        return code_point + bisect_left(self._code_points, code_point)

    def code_point(self, unit: int, place: Field) -> int:
        """The offset in code points of an offset in code units.

        Args:
            unit: the offset.
            place: where it stands, for the error.

        Raises:
            AnnotationError: when it lies within a character.
        """
        before = bisect_left(self._units, unit)
        if before and self._units[before - 1] + 1 == unit:
            raise place.because(
                say("the offset {unit} lies within a character of two code units", unit=unit)
            )
        return unit - before
