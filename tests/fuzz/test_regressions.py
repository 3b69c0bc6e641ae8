"""What mutated files have shown: each finding as the smallest file that shows it.

Most are work that grew with the square of a file's size. Their files are so large that it took
minutes, and what is left of it a fraction of `SECONDS`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from random import Random

import pytest
from pdf_files import PdfPage, make_pdf
from word_files import cell, paragraph, row, run, table, word_file

from annotations import Entity, Label, Span
from fuzz.targets import check_document
from pipeline.entities.find import flat
from pipeline.errors import ReadError
from pipeline.extract import extract
from pipeline.readers import Source, read
from pipeline.rules import load_rules
from pipeline.terminal import outline_lines

SECONDS = 8.0
"""Seconds of the processor that a file of these may take."""

HEAD = "KẾ HOẠCH\nI. NHIỆM VỤ\n"


def page(body: str) -> bytes:
    return f'<html><meta charset="utf-8"><body><p>Kế hoạch</p>{body}</body></html>'.encode()


def linked_lists(count: int) -> dict[str, str]:
    """Lists and styles that lead from one to the next in a long ring."""
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:numStyleLink w:val="s{n}"/></w:abstractNum>'
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n in range(count)
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % count}"/>'
        f'<w:pPr><w:numPr><w:numId w:val="{(n + 1) % count}"/></w:numPr></w:pPr></w:style>'
        for n in range(count)
    )
    return {"numbering": lists, "styles": styles}


def cited_notes(count: int) -> dict[str, str]:
    return {
        "footnotes": "".join(
            f'<w:footnote w:id="{n}">{paragraph("x")}</w:footnote>' for n in range(count)
        )
    }


def long_files() -> list[tuple[str, str, Callable[[], bytes]]]:
    """What each shows, its name, and what makes it."""
    return [
        (
            "a line of TCVN3 in capitals",
            "a.txt",
            lambda: ("KÕ HO¹CH " * 3 + "H· " * 60_000).encode("cp1252"),
        ),
        ("bars of a table without end", "a.txt", lambda: (HEAD + "|\nx\n|\n" * 15_000).encode()),
        ("empty rows", "a.txt", lambda: ("|\nx\n|\ny\n" + "|\n" * 60_000).encode()),
        ("inline elements in each other", "a.html", lambda: page("<i>" * 400 + "<b>x</b>" * 9000)),
        ("a line of dots", "a.html", lambda: page(f"<p>{'.' * 200_000}x")),
        ("lists in lists", "a.html", lambda: page("<ul><li>x" * 200 + "<li>y" * 20_000)),
        (
            "wide cells that go on below",
            "a.html",
            lambda: page("<table>" + "<tr><td colspan=900 rowspan=2>x" * 700 + "</table>"),
        ),
        (
            "scripts that never end, in no known encoding",
            "a.html",
            lambda: b"<html>\xe9" + b"<script " * 30_000,
        ),
        (
            "a thousand notes",
            "a.docx",
            lambda: word_file(
                "".join(
                    paragraph(f'<w:r><w:footnoteReference w:id="{n}"/></w:r>') for n in range(6000)
                ),
                **cited_notes(6000),
            ),
        ),
        (
            "styles and lists in a ring",
            "a.docx",
            lambda: word_file(
                "".join(paragraph("x", properties=f'<w:pStyle w:val="s{n}"/>') for n in range(600)),
                **linked_lists(600),
            ),
        ),
    ]


@pytest.mark.parametrize(
    ("name", "make"), [pytest.param(name, make, id=what) for what, name, make in long_files()]
)
def test_reading_takes_no_square_of_the_size(name: str, make: Callable[[], bytes]) -> None:
    data = make()
    begun = time.process_time()
    with suppress(ReadError):
        check_document(read(Source(name, data)))
    assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize(
    ("piece", "size"),
    [
        ("Ban ", 3_000),
        ("Sở Y tế, ", 12_000),
        ("chủ trì, phối hợp với Sở Y tế, ", 12_000),
        ("số 12/QĐ-TTg của UBND tỉnh; ", 12_000),
    ],
)
def test_extracting_takes_no_square_of_the_size(piece: str, size: int) -> None:
    text = HEAD + piece * (size // len(piece))
    begun = time.process_time()
    plan = extract(Source("a.txt", text.encode()))
    for _ in outline_lines(plan):
        pass
    assert time.process_time() - begun < SECONDS


def test_days_take_no_square_of_the_size() -> None:
    begun = time.process_time()
    load_rules().dates.find("ngày 1, 2, 3, " * 8_000)
    assert time.process_time() - begun < SECONDS


def test_letters_that_are_two_in_lower_case() -> None:
    text = f"{HEAD}1. Giao Sở Y tế phun thuốc İ trong 15 ngày kể từ ngày ban hành"
    (limits,) = extract(Source("a.txt", text.encode())).deadlines.values()
    assert [limit.written.text for limit in limits] == ["trong 15 ngày kể từ ngày ban hành"]


def test_competing_entities_are_found_among_their_neighbours() -> None:
    random = Random(1)
    starts = [random.randrange(500) for _ in range(300)]
    entities = [
        Entity(random.choice(list(Label)[:2]), Span(start, start + random.randint(1, 9)))
        for start in starts
    ]
    kept = flat(entity for entity in entities if entity.label is not Label.TASK)
    assert kept == sorted(kept, key=lambda entity: entity.span)
    for entity in entities:
        if entity.label is not Label.TASK and entity not in kept:
            rivals = [other for other in kept if other.span.overlaps(entity.span)]
            assert rivals
            assert max(len(other.span) for other in rivals) >= len(entity.span)
    assert not [
        (one, other)
        for index, one in enumerate(kept)
        for other in kept[index + 1 :]
        if one.span.overlaps(other.span)
    ]


@pytest.mark.parametrize("character", ["\x01", "\x0b", "&#1;", "&#12;", "\uffff", "&#xD800;"])
def test_characters_that_xml_has_not_stop_no_page(character: str) -> None:
    hidden = f"<script>x</script>Y tế<span hidden>ẩn</span>{character}chủ trì"
    body = f"<p>{'Sở Y tế ' * 99}{character}{hidden}</p>"
    text = read(Source("a.html", page(body))).text
    assert "ẩn" not in text
    assert "chủ trì" in text


def test_a_cell_of_more_columns_than_word_has() -> None:
    wide = cell("a", properties='<w:gridSpan w:val="2147483647"/>')
    far = row("b", properties='<w:gridBefore w:val="99999999999999999999"/>')
    document = read(Source("a.docx", word_file(table(row(wide, "c"), far))))
    check_document(document)
    assert max(one.column + one.column_span for one in document.tables[0].cells) < 3000


def test_symbols_that_no_text_can_hold() -> None:
    symbols = "".join(f'<w:r><w:sym w:char="{code}"/></w:r>' for code in ("D800", "0", "110000"))
    assert read(Source("a.docx", word_file(f"<w:p>{run('a')}{symbols}</w:p>"))).text == "a\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "a.pdf",
            make_pdf(PdfPage().table([50, 200, 400], 60, [["", "Sở Y tế"], ["Công an tỉnh", ""]])),
        ),
        (
            "a.html",
            page("<table><tr><td><td>Sở Y tế<tr><td>Công an tỉnh<td></table>"),
        ),
        ("a.docx", word_file(table(row("", "Sở Y tế"), row("Công an tỉnh", "")))),
    ],
)
def test_empty_cells_at_the_ends_of_a_table_lie_in_it(name: str, data: bytes) -> None:
    document = read(Source(name, data))
    check_document(document)
    assert [len(found.cells) for found in document.tables] == [4]
