"""What is run on a mutated file, and what must hold of whatever comes out.

A reader may refuse a file in one line (`ReadError`); anything else that it raises is a defect.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from fuzz import archives, mutations, pdfs, seeds
from fuzz.mutations import Material
from pipeline.document import Document
from pipeline.errors import ReadError
from pipeline.extract import extract
from pipeline.plan import Plan
from pipeline.readers import Source, doc, read
from pipeline.terminal import plan_lines
from pipeline.wording import harmless
from pipeline.writers import FORMATS, open_writer
from pipeline.writers.cells import FORMULA_STARTS

_PAGE_TOKENS: Sequence[bytes] = tuple(
    token.encode()
    for token in (
        *("<table>", "</table>", "<tr>", "<td>", "<td rowspan=0 colspan=999999>", "<th>", "<div>"),
        *("</div>", "<p>", "<br>", "<pre>", "<b>", "<font>", "<span hidden>", "<li>", "<ol>"),
        *('<ol type="i" start="-5" reversed>', '<li value="999999">', "<ul>", "<script>", "</pre>"),
        *("</script>", "<style>", "<!--", "-->", "<![CDATA[", "<!DOCTYPE x [<!ENTITY e 'e'>]>"),
        *("&#0;", "&#xD800;", "&#x110000;", "&nbsp;", "&unknown;", "<svg><math>", "<template>"),
        *('<a href="http://a.test/">', "</a>", '<img src="file:///etc/passwd">', "<body>"),
        "</html>",
        *('style="display:none"', 'style="white-space:pre"', 'charset="utf-16"', 'class="menu"'),
    )
)
_OLDER_TOKENS: Sequence[bytes] = tuple(
    token.encode()
    for token in (
        *("{", "}", r"\bin99999999 ", r"\u-32768?", r"\par ", r"\pict ", r"\object\objdata "),
        r"\'",
        *(r"{\field{\*\fldinst INCLUDETEXT file:///etc/passwd}}", r"\trowd\cell\row "),
        r"\*\template",
        *("<text:p>", "</text:p>", "<table:table>", "<draw:frame>", "<!DOCTYPE x>", "\xa5\xec"),
        *("EncryptedPackage", "WordDocument", "\xff\xff\xff\xff", "\xfe\xff\xff\xff"),
    )
)
_TEXT_TOKENS: Sequence[bytes] = (
    *(b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff\xfe\0\0", b"\0", b"\x80", b"\xc0\x80"),
    *(b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\r", b"\r\n", b"\x0c", b"|", b"\n\n", b"\xb5\xb8"),
)

BRIEF_SIZE = 12 * 1024
"""The most that a brief file grows to."""

Mutate = Callable[[bytes, Random, Material], bytes]


@dataclass(frozen=True, slots=True)
class Target:
    """Something to run on mutated files.

    Args:
        run: takes a file's bytes; raises `ReadError` where it refuses them.
        seeds: gives the files to begin with, brief ones or others.
        mutate: changes one.
        tokens: pieces that mean something in them.
        helpers: whether it calls other programs (LibreOffice, Tesseract), at seconds a file.
    """

    run: Callable[[bytes], None]
    seeds: Callable[[bool], Sequence[bytes]]
    mutate: Mutate
    tokens: Sequence[bytes] = ()
    helpers: bool = False

    def material(self, *, brief: bool = False) -> Material:
        """What its mutations are made with; brief files are of some lines."""
        most = BRIEF_SIZE if brief else mutations.MAX_SIZE
        return Material(self.seeds(brief), self.tokens, most)

    def mutated(self, random: Random, material: Material) -> bytes:
        """A mutated file."""
        return self.mutate(random.choice(material.seeds), random, material)


class Broken(AssertionError):
    """Something that must hold of every result does not."""


def check(holds: bool, what: str) -> None:
    """Raise `Broken` unless ``holds``."""
    if not holds:
        raise Broken(what)


def reader(suffix: str) -> Callable[[bytes], None]:
    """Read files that end in ``suffix``."""

    def run(data: bytes) -> None:
        check_document(_read(data, suffix))

    return run


def _read(data: bytes, suffix: str) -> Document:
    try:
        return read(Source(f"plan{suffix}", data))
    except ReadError as error:
        check(len(str(error).splitlines()) == 1, f"the reason is not one line: {error}")
        raise


def check_document(document: Document) -> None:
    """The offsets of a document lie in its text, in order."""
    length = len(document.text)
    check(document.text.strip() != "", "a document without text")
    document.digest  # noqa: B018 - it encodes the text
    check(list(document.page_starts) == sorted(document.page_starts), "pages out of order")
    check(all(0 <= start <= length for start in document.page_starts), "a page outside the text")
    for table in document.tables:
        span = table.span
        check(0 <= span.start <= span.end <= length, "a table outside the text")
        for cell in table.cells:
            inside = span.start <= cell.span.start <= cell.span.end <= span.end
            check(inside, "a cell outside its table")
            small = max(cell.row + cell.row_span, cell.column + cell.column_span) < 1 << 31
            check(cell.row >= 0 <= cell.column and small, "a cell at an impossible place")
    for above, below in pairwise(document.tables):
        check(above.span.end <= below.span.start, "tables that overlap")


def check_older(data: bytes) -> None:
    """Run what the reader of older files checks before it calls LibreOffice."""
    doc.kind(Source("plan.odt" if data[:2] == b"PK" else "plan.doc", data))


def whole_way(data: bytes) -> None:
    """Read a file, extract its plan, write it in every format and show it."""
    suffix = ".html" if data.lstrip()[:1] == b"<" else ".txt"
    plan = extract(_read(data, suffix))
    for line in plan_lines(plan):
        check(harmless(line.plain) == line.plain, f"a line that steers a terminal: {line.plain!r}")
    with TemporaryDirectory(prefix="fuzz-") as name:
        for format in FORMATS.values():
            ending = format.suffixes[0] if format.suffixes else ""
            out = Path(name, f"{format.name}{ending}")
            with open_writer(out, format=format.name, inputs=[plan.document.name]) as writer:
                writer.plan(plan)
            _CHECKS.get(format.name, lambda out, plan: None)(out, plan)


def _check_lines(out: Path, plan: Plan) -> None:
    (line,) = out.read_text(encoding="utf-8").split("\n")[:-1]
    record = json.loads(line)
    check(len(record["tasks"]) == len(plan.tasks), "tasks are lost")


def _check_cells(out: Path, plan: Plan) -> None:
    csv.field_size_limit(1 << 30)
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    check(len(rows) == 1 + len(plan.tasks), "rows are lost")
    acting = [cell for row in rows for cell in row if cell.startswith(FORMULA_STARTS)]
    own = [cell for cell in acting if cell.startswith("'")]
    check(acting == own, f"a cell that acts: {acting[:1]!r}")


def _check_workbook(out: Path, plan: Plan) -> None:
    with ZipFile(out) as book:
        sheets = [book.read(name) for name in book.namelist() if "/worksheets/" in name]
    check(not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets), "a formula")


_CHECKS: dict[str, Callable[[Path, Plan], None]] = {
    "jsonl": _check_lines,
    "csv": _check_cells,
    "xlsx": _check_workbook,
}


def _by_content(data: bytes, random: Random, material: Material) -> bytes:
    mutate = mutations.mutate
    if data[:2] == b"PK":
        mutate = archives.mutate
    elif data[:5] == b"%PDF-":
        mutate = pdfs.mutate
    return mutate(data, random, material)


@cache
def targets() -> dict[str, Target]:
    """All of them, by what the command line calls them."""
    return {
        "txt": Target(reader(".txt"), seeds.text_files, mutations.mutate, _TEXT_TOKENS),
        "html": Target(reader(".html"), seeds.pages, mutations.mutate, _PAGE_TOKENS),
        "docx": Target(reader(".docx"), seeds.word_documents, archives.mutate, archives.TOKENS),
        "pdf": Target(reader(".pdf"), seeds.pdf_files, pdfs.mutate, pdfs.TOKENS),
        "doc": Target(check_older, seeds.older_files, _by_content, _OLDER_TOKENS),
        "way": Target(whole_way, seeds.everything, _by_content, _PAGE_TOKENS),
        "office": Target(
            reader(".doc"), seeds.older_files, _by_content, _OLDER_TOKENS, helpers=True
        ),
        "scan": Target(reader(".pdf"), seeds.scans, pdfs.mutate, pdfs.TOKENS, helpers=True),
    }
