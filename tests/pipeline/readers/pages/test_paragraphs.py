"""Where the lines of a column go on in the next line and where they begin anew."""

from __future__ import annotations

import pytest

from pipeline.readers.pages.geometry import Word
from pipeline.readers.pages.paragraphs import Measure, paragraphs
from pipeline.readers.pages.rows import Row, make_row

LEFT, RIGHT, SIZE, PITCH = 85.0, 552.0, 14.0, 18.0
MEASURE = Measure(LEFT, RIGHT, PITCH / SIZE)

Line = tuple[float, float, str]
"""Left edge, right edge, text."""


def set_lines(*lines: Line, gaps: tuple[float, ...] = (), style: str = "") -> list[Row]:
    """Lines at the usual distance, but for ``gaps`` added before each but the first."""
    rows = list[Row]()
    baseline = 100.0
    for index, (x0, x1, text) in enumerate(lines):
        baseline += PITCH + (gaps[index - 1] if index and index <= len(gaps) else 0)
        words = text.split()
        step = (x1 - x0) / len(words)
        rows.append(
            make_row(
                Word(word, x0 + step * i, x0 + step * (i + 1) - 3, baseline, SIZE, style)
                for i, word in enumerate(words)
            )
        )
    return rows


FULL = "các sở ban ngành rà soát báo cáo kết quả thực hiện nhiệm vụ"


@pytest.mark.parametrize(
    ("lines", "gaps", "parted"),
    [
        pytest.param([(113, RIGHT, FULL), (LEFT, 300, "của tỉnh.")], (), False, id="first line"),
        pytest.param([(LEFT, RIGHT, FULL), (113, 300, "Giao Sở")], (), True, id="indented"),
        pytest.param([(LEFT, 300, FULL), (LEFT, RIGHT, FULL)], (), True, id="room left"),
        pytest.param([(LEFT, RIGHT, FULL), (LEFT, RIGHT, "Giao Sở")], (6,), True, id="space"),
        pytest.param(
            [(LEFT, RIGHT, FULL + " (theo"), (LEFT, 300, "Quyết định)")],
            (6,),
            False,
            id="space in brackets",
        ),
        pytest.param([(113, RIGHT, "- " + FULL), (121, 300, "của tỉnh.")], (), False, id="hanging"),
        pytest.param(
            [(113, RIGHT, "- " + FULL + ";"), (113, RIGHT, "- " + FULL)], (), True, id="items"
        ),
        pytest.param(
            [(113, RIGHT, "giai đoạn 2021"), (LEFT, 300, "- 2025 của tỉnh")],
            (),
            False,
            id="a dash that is no bullet",
        ),
        pytest.param(
            [(113, RIGHT, FULL), (LEFT, 300, "15/12/2026 hằng năm")],
            (),
            False,
            id="a date that is no number",
        ),
        pytest.param(
            [(150, 487, "KẾ HOẠCH CÔNG TÁC"), (200, 437, "NĂM 2026")], (), False, id="centred"
        ),
    ],
)
def test_two_lines(lines: list[Line], gaps: tuple[float, ...], parted: bool) -> None:
    found = paragraphs(set_lines(*lines, gaps=gaps), MEASURE)
    assert (len(found) == 2) is parted


def test_first_lines_without_space_between_paragraphs() -> None:
    rows = set_lines((113, RIGHT, FULL), (113, RIGHT, FULL), (LEFT, 300, "của tỉnh."))
    assert [len(lines) for lines in paragraphs(rows, MEASURE)] == [1, 2]


def test_heading_in_bold_is_parted_from_the_centred_line_below() -> None:
    rows = set_lines((150, 487, "KẾ HOẠCH CÔNG TÁC"), style="b")
    rows += [
        make_row(
            Word(word.text, word.x0, word.x1, word.baseline + PITCH, SIZE, "i")
            for word in rows[0].words
        )
    ]
    assert len(paragraphs(rows, MEASURE)) == 2
