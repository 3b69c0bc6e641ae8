"""Work grows with the text and no faster, whatever the text repeats.

Counted in calls of functions, which no load of the machine changes: twice the text may take
little more than twice the calls, where work that takes its square would take four times as many.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import islice
from types import FrameType

import pytest
from cases import cases

from pipeline.document import Document
from pipeline.extract import extract

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH SÔNG LAM\nSố: 15/KH-UBND\nKẾ HOẠCH\nPhát triển chợ\nI. NHIỆM VỤ\n1. "
AGENCIES = "UBND tỉnh, Sở Tài chính, Bộ Y tế, Công an tỉnh, các sở, ban, ngành, Hội Nông dân, "
ONSETS = ("B", "C", "D", "G", "H", "K", "L", "M", "N", "Ph", "S", "T", "V", "X")


def repeated(piece: str) -> Callable[[int], str]:
    return lambda count: HEAD + piece * count


def schools(count: int) -> str:
    """So many names of which no two are alike."""
    rhymes = ("an", "inh", "oa", "uy", "en", "ong")
    words = [onset + rhyme for onset in ONSETS for rhyme in rhymes]
    pairs = ((first, second) for first in words for second in words)
    return HEAD + "".join(
        f"Trường Tiểu học {first} {second}; " for first, second in islice(pairs, count)
    )


def decisions(count: int) -> str:
    return HEAD + "".join(f"Quyết định số {number}/QĐ-UBND; " for number in range(1, count + 1))


TEXTS: dict[str, tuple[Callable[[int], str], int]] = {
    "agencies": (repeated(AGENCIES), 15),
    "agencies without commas": (repeated(AGENCIES.replace(",", "")), 10),
    "bodies in bodies": (repeated("UBND tỉnh "), 150),
    "nouns of collectives": (repeated("huyện, "), 100),
    "levels": (repeated("cấp huyện, cấp xã, "), 30),
    "places": (repeated("tỉnh Nghệ An "), 80),
    "a level in capitals": (repeated("XÃ "), 150),
    "a steering body's name": (lambda count: f"{HEAD}Ban Chỉ đạo {'Kinh tế, ' * count}", 500),
    "names all different": (schools, 130),
    "decisions all different": (decisions, 100),
    "limits that count from the plan": (
        lambda count: f"{HEAD}Chợ\n- Thời gian: {'trong 15 ngày kể từ ngày ban hành, ' * count}",
        80,
    ),
}
"""What makes a text of so many pieces, and how many."""


def calls(text: str) -> int:
    """The functions that an extraction calls."""
    counted = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal counted
        counted += event.endswith("call")

    sys.setprofile(count)
    try:
        extract(Document(text))
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("case", cases(TEXTS))
def test_twice_the_text_takes_twice_the_work(case: tuple[Callable[[int], str], int]) -> None:
    make, size = case
    one, two = make(size), make(2 * size)
    extract(Document(two))  # so that what is kept for all texts counts for neither
    assert calls(two) <= 2.2 * calls(one)
