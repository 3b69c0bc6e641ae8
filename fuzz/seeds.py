"""Whole files to mutate, made of the project's own example plans in every format and encoding.

They are small, so that a run tries many of them. The examples that are Word, HTML and PDF files
come with the rest, as the programs that wrote them left them. Where brief ones are asked for,
each is of some lines only, so that hundreds of them take seconds.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from pathlib import Path

import word_files
from compound_files import compound_file, word_stream
from pdf_files import PdfPage, make_pdf

from pipeline.readers.legacy import convert

ROOT = Path(__file__).parents[1]
_LINES = 45
_PAGE_LINES = 20
_LIST = word_files.definition(
    1,
    word_files.level("%1.", "upperRoman"),
    word_files.level("%1.%2.", more="<w:isLgl/>"),
    word_files.level("-", "bullet"),
) + word_files.num(
    1, of=1, overrides='<w:lvlOverride w:ilvl="1"><w:startOverride w:val="2"/></w:lvlOverride>'
)
_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:rPr>'
    f"{word_files.fonts('Times New Roman')}</w:rPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="Item"><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)
_RTF_TABLE = (
    r"\trowd\cellx2000\cellx6000\intbl 1\cell S\u7903? Y t\u7871?\cell\row\pard "
    r"\pict\pngblip 89504e47\par "
)


@cache
def texts(brief: bool = False) -> tuple[str, ...]:
    """The example plans that are text files, or some lines of each."""
    paths = sorted((ROOT / "examples").glob("*.txt"))
    whole = tuple(path.read_text(encoding="utf-8") for path in paths)
    return tuple(map(_shortened, whole)) if brief else whole


def _shortened(text: str) -> str:
    """The head of a plan and where it first gives work."""
    lines = text.splitlines(keepends=True)
    work = next((index for index, line in enumerate(lines) if "chủ trì" in line), 0)
    return "".join((*lines[:6], *lines[max(6, work) :][:8]))


def examples(suffix: str) -> list[bytes]:
    """The examples that end in ``suffix``, as they are."""
    return [path.read_bytes() for path in sorted((ROOT / "examples").glob(f"*{suffix}"))]


def text_files(brief: bool = False) -> list[bytes]:
    """Plans in every encoding that the reader knows."""
    seeds = [text.encode() for text in texts(brief)]
    for text in texts(brief):
        short = text[:1500]
        seeds += [
            codecs.BOM_UTF8 + short.encode(),
            short.encode("utf-16"),
            short.encode("utf-16-be"),
            short.encode("utf-32"),
            short.replace("\n", "\r\n").encode(),
            *(legacy(short, encoding) for encoding in ("windows-1258", "tcvn3", "vni")),
        ]
    return seeds


def legacy(text: str, encoding: str) -> bytes:
    """``text`` in an encoding from before Unicode; what it cannot hold becomes "?"."""
    known = _written(encoding)
    letters = unicodedata.normalize("NFC", text)
    shown = "".join(known.get(letter, letter) for letter in letters)
    return shown.encode("cp1252", errors="replace")


@cache
def _written(encoding: str) -> dict[str, str]:
    """The Windows-1252 characters that the reader takes for each letter."""
    codes = [bytes((code,)).decode("cp1252", errors="ignore") for code in range(0x80, 0x100)]
    signs = list(filter(None, codes))
    letters = [*"aeiouyAEIOUY", *signs]
    pairs = [] if encoding == "tcvn3" else [a + b for a in letters for b in signs]
    known = dict[str, str]()
    for written in [*pairs, *signs]:
        letter = unicodedata.normalize("NFC", convert(written, encoding=encoding))
        if len(letter) == 1 and letter.isalpha():
            known[letter] = written
    return known


def pages(brief: bool = False) -> list[bytes]:
    """Plans as web pages: plain, in tables that lay out the page, and with a portal around."""
    seeds = [_page(_paragraphs(text)).encode() for text in texts(brief)]
    seeds += [_page(_layout(text)).encode() for text in texts(brief)]
    seeds.append(legacy(_page(_paragraphs(texts(brief)[0])), "tcvn3"))
    if brief:
        return seeds
    portals = ROOT / "tests" / "pipeline" / "readers" / "portals"
    seeds += [path.read_bytes() for path in sorted(portals.glob("*.html"))]
    return seeds + examples(".html")


def _page(body: str) -> str:
    return f'<!doctype html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip(" |")][:_LINES]


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>\n" for line in _lines(text))


def _layout(text: str) -> str:
    """The lines in nested tables and lists, with merged and hidden parts."""
    lines = [escape(line) for line in _lines(text)]
    half = len(lines) // 2
    rows = "".join(
        f'<tr><td rowspan="2">{index}</td><td colspan=2>{line}</td></tr><tr><td>{line}<td>x</tr>'
        for index, line in enumerate(lines[half:])
    )
    items = "".join(f'<li value="3" style="list-style:upper-roman">{line}' for line in lines[:half])
    return (
        f'<div class="menu"><a href="/a">x</a></div><table><tr><td><ol type="a" start="2">{items}'
        f"</ol><table>{rows}</table></td></tr></table><pre>{lines[0]}\n{lines[1]}</pre>"
        '<span style="display:none">x</span><font><b><i>y</font>'
    )


def word_documents(brief: bool = False) -> list[bytes]:
    """Plans as Word files: lists, tables, boxes, notes, changes, fields; and the examples."""
    seeds = [_word(text) for text in texts(brief)]
    return seeds if brief else [*seeds * 4, *examples(".docx")]


def _word(text: str) -> bytes:
    lines = [escape(line) for line in _lines(text)]
    third = len(lines) // 3
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    merged = '<w:vMerge w:val="restart"/><w:gridSpan w:val="2"/>'
    rows = [
        word_files.row(
            word_files.cell(line, properties=merged if index == 1 else "<w:vMerge/>"),
            word_files.cell(line, word_files.table(word_files.row("x", "y"))),
            properties='<w:gridBefore w:val="1"/>',
        )
        for index, line in enumerate(lines[third : 2 * third])
    ]
    body = [
        *map(word_files.paragraph, lines[:third]),
        *(word_files.item(line, list_id=1, level=i % 3) for i, line in enumerate(lines[-third:])),
        word_files.table(*rows),
        word_files.paragraph("a", note, field, word_files.box(word_files.paragraph("hộp"))),
        word_files.paragraph("b", properties='<w:pStyle w:val="Item"/>'),
        word_files.paragraph(word_files.run("KÕ ho¹ch", word_files.fonts(".VnTime"))),
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0D8"/></w:r><w:ins><w:r><w:t>c</w:t></w:r>'
        "</w:ins><w:del><w:r><w:delText>d</w:delText></w:r></w:del></w:p>",
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>e</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    ]
    notes = f'<w:footnote w:id="1">{word_files.paragraph("ghi chú", note)}</w:footnote>'
    return word_files.word_file("".join(body), numbering=_LIST, styles=_STYLES, footnotes=notes)


def pdf_files(brief: bool = False) -> list[bytes]:
    """Plans as PDF files: pages of lines, tables, stamps, turned pages; and the example."""
    seeds = [_pdf(text) for text in texts(brief)]
    return seeds if brief else [*seeds * 6, *examples(".pdf")]


def _pdf(text: str) -> bytes:
    lines = _lines(text)
    first = PdfPage().lines(80, 60, *lines[:_PAGE_LINES])
    rows = [[str(index), line[:30], line[30:60]] for index, line in enumerate(lines[:5])]
    second = PdfPage(rotate=90).table([50, 90, 300, 550], 60, rows).lines(60, 400, *lines[8:12])
    return make_pdf(first, second.stamp(70, 30, "Số: 12/KH-UBND"))


def scans(brief: bool = False) -> list[bytes]:
    """PDF files whose letters are no text, so that their pages are recognised from pictures."""
    return [_pdf("".join(map(_mixed, text))) for text in texts(brief)]


def _mixed(letter: str) -> str:
    """A letter of another script for each that is not in ASCII, as broken fonts give."""
    return letter if letter.isascii() else chr(0x400 + ord(letter) % 0x100)


def older_files(brief: bool = False) -> list[bytes]:
    """Files that LibreOffice is asked to convert: compound, rich text, OpenDocument."""
    streams = {"WordDocument": word_stream(encrypted=False), "1Table": bytes(700)}
    seeds = [compound_file(streams), compound_file({**streams, "Data": bytes(5000)})]
    for text in texts(brief):
        seeds += [_rich_text(text), _open_document(text)]
    return seeds


def _rich_text(text: str) -> bytes:
    def coded(line: str) -> Iterator[str]:
        for letter in line:
            plain = letter.isascii() and letter not in "\\{}"
            yield letter if plain else rf"\u{ord(letter)}?"

    body = "".join(f"{''.join(coded(line))}\\par\n" for line in _lines(text))
    return rf"{{\rtf1\ansi\deff0{{\fonttbl{{\f0 .VnTime;}}}}\f0 {body}{_RTF_TABLE}}}".encode()


def _open_document(text: str) -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns"
    kind = "application/vnd.oasis.opendocument.text"
    body = "".join(f"<text:p>{escape(line)}</text:p>" for line in _lines(text))
    return word_files.zipped(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{office}:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" '
            'manifest:media-type="text/xml"/></manifest:manifest>',
            "content.xml": f'<office:document-content xmlns:office="{office}:office:1.0" '
            f'xmlns:text="{office}:text:1.0" office:version="1.2"><office:body><office:text>'
            f"{body}</office:text></office:body></office:document-content>",
        }
    )


def everything(brief: bool = False) -> Sequence[bytes]:
    """Seeds of every reader that needs no other program."""
    return [*text_files(brief), *pages(brief), *word_documents(brief), *pdf_files(brief)]
