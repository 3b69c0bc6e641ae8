"""Which lines of a document belong together: soft line breaks against real ones.

Web extracts and PDFs break lines by width, so a paragraph, an agency's name or a period
("giai đoạn 2021 / - 2025") runs over several lines. Whether a break is soft is read off the
document itself: how far its lines reach where the next one certainly goes on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles

from annotations import Span
from pipeline.document import Cell, Document
from pipeline.markers import BULLETS, MarkerStyle, find_marker

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_RULE = re.compile(r"[\W_]{2,}")
_BULLET = re.compile(r"[-–+•]")
_TERMINAL = re.compile(r"[.;:!?…]['\"”’)\]]*$|/\.$")
_TAKES_NUMBER = re.compile(
    r"(?:số|ngày|tháng|năm|quý|khoản|điểm|mục|điều|giai đoạn|và|từ|đến|hơn|khoảng|lần thứ|cấp độ"
    r"|phụ lục|tiểu mục|thứ|trên|dưới|đạt|với|có|ít nhất)$",
    re.IGNORECASE,
)
_DOCUMENT_TYPE = re.compile(
    r"(?:KẾ HOẠCH|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|PHƯƠNG ÁN|ĐỀ ÁN|CHỈ THỊ|NGHỊ QUYẾT|HƯỚNG DẪN|THÔNG BÁO"
    r"|CÔNG VĂN|BÁO CÁO|TỜ TRÌNH|QUY CHẾ|PHỤ LỤC|DANH MỤC|CHƯƠNG TRÌNH HÀNH ĐỘNG)(?: SỐ)?[:.]?"
)
_OPENING = re.compile(r"Nơi nhận\s*:?|Căn cứ\b|Xét đề nghị\b|Theo đề nghị\b|Trên đây là\b")
"""Words that open a paragraph wherever a full stop or a semicolon stands before them."""
_LABEL = re.compile(
    r"(?:Thời (?:gian|hạn)|Tiến độ|Đơn vị|Cơ quan|Chủ trì|Phối hợp|Nội dung|Sản phẩm|Kết quả"
    r"|Kinh phí"
    r"|Nguồn|Địa điểm|Đầu mối|Giải pháp|Hoàn thành|Phân công|Thành phần)[^:.;]{0,40}:"
)
"""Labels open a line of their own, whatever the line before them ends with."""
_CLOSING = re.compile(r"\./\.?$")
_CONNECTIVE = re.compile(
    r"(?:^|\s)(?:và|của|với|cho|các|những|hoặc|trong|thuộc|theo|bằng|cùng|về|tại|do|vào|từ|đến|để|là)$"
)
"""A line never ends in one of these, so the next one goes on."""
_FIRST_SHORTER = 8
"""Characters by which first lines must be shorter for their length to tell them."""
_MIN_NUMBERED = 5
_MOSTLY = 0.9
_MAX_ORPHANS = 2
_ORPHAN = 0.8
"""Lines of one or two words are the end of a paragraph; those before them may be shorter."""
_RANGE = re.compile(r"\d$")
_RANGE_END = re.compile(r"(?:\d{4}|\d{1,2}[/.]\d)")
_TWO_PART_NAME = re.compile(
    r"(?:Bà Rịa|Phan Rang|Thừa Thiên|Sài Gòn|Nghệ Tĩnh|[Ss]ở Lao động|[Bb]ộ Lao động"
    r"|Phòng Lao động)$"
)
_CAPITALISED = re.compile(r"[A-ZÀ-ỸĐ]\w+(?:,|$|\s[A-ZÀ-ỸĐ])")
_YEARS = re.compile(r"\d{4}(?:\s?-\s?\d{4})?")
_MOTTO = re.compile(r"(?:CỘNG HÒA|CỘNG HOÀ|HÒA XÃ HỘI|ĐẢNG CỘNG SẢN|Độc lập)\b")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of the text that reads as one line.

    Args:
        span: in the document's text, without surrounding white space.
        cell: the table cell it stands in.
        table: the index of that cell's table.
    """

    span: Span
    cell: Cell | None = None
    table: int | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    text: str
    after_blank: bool


@dataclass(frozen=True, slots=True)
class _Width:
    """How short a line can be that a soft break ends: the first of a paragraph, and others.

    Args:
        first: in characters, of a paragraph's first line.
        other: of its other lines.
        spaced: whether blank lines part paragraphs, so that any other break is soft.
    """

    first: float
    other: float
    spaced: bool = False


def paragraphs(document: Document) -> list[Paragraph]:
    """The paragraphs and cells of ``document`` in text order; blank lines and bars left out."""
    stretches = list(_stretches(document))
    lines = [_lines(document.text, stretch.span) for stretch in stretches]
    outside = [
        line
        for stretch, part in zip(stretches, lines, strict=True)
        if not stretch.cell
        for line in part
    ]
    width = _width(outside) if document.wrapped else None
    return [
        Paragraph(span, stretch.cell, stretch.table)
        for stretch, part in zip(stretches, lines, strict=True)
        for span in _joined(
            part, width=width, cell=stretch.cell is not None, wrapped=document.wrapped
        )
    ]


def _stretches(document: Document) -> Iterator[Paragraph]:
    """The text cut at tables and their cells."""
    at = 0
    for number, table in enumerate(document.tables):
        yield Paragraph(Span(at, max(at, table.span.start)))
        at = table.span.start
        for cell in sorted(table.cells, key=lambda cell: cell.span):
            if cell.span:
                if _is_text(document.text[at : cell.span.start]):
                    yield Paragraph(Span(at, cell.span.start))  # dots between two parts
                yield Paragraph(cell.span, cell, number)
                at = max(at, cell.span.end)
        at = max(at, table.span.end)
    yield Paragraph(Span(at, max(at, len(document.text))))


def _is_text(between: str) -> bool:
    """Whether anything but white space and bars stands between two cells."""
    return bool(between.replace("|", "").strip())


def _lines(text: str, stretch: Span) -> list[_Line]:
    lines: list[_Line] = []
    blank = True
    for match in _LINE.finditer(text, stretch.start, stretch.end):
        content = match.group()
        stripped = content.strip()
        if stripped in ("", "|", "\ufeff"):
            blank = True
            continue
        start = match.start() + len(content) - len(content.lstrip())
        composed = unicodedata.normalize("NFC", stripped)
        lines.append(_Line(Span(start, start + len(stripped)), composed, blank))
        blank = False
    return lines


def _width(lines: Sequence[_Line]) -> _Width | None:
    """The lengths at which lines break softly, from breaks that a lower-case letter follows.

    ``None`` where there are none: every line is then a paragraph.
    """
    first: list[int] = []
    other: list[int] = []
    starts = True
    for line, after in pairwise(lines):
        soft = (
            not after.after_blank
            and after.text[0].islower()
            and find_marker(after.text) is None
            and not _TERMINAL.search(line.text)
        )
        if soft:
            (first if starts else other).append(len(line.text) + 1 + len(after.text.split()[0]))
        starts = not soft
    if len(first) + len(other) < 3:
        return None
    lowest = [
        min(low) if len(low) < 5 else quantiles(low, n=20)[0] for low in (first, other) if low
    ]
    return _Width(lowest[0], lowest[-1] if first else lowest[0], spaced=_is_spaced(lines))


def _is_spaced(lines: Sequence[_Line]) -> bool:
    """Whether blank lines stand before the numbered paragraphs, and so before all."""
    numbered = [
        line
        for line in lines
        if (marker := find_marker(line.text)) is not None and marker.style not in BULLETS
    ]
    parted = sum(line.after_blank for line in numbered)
    return len(numbered) >= _MIN_NUMBERED and parted >= _MOSTLY * len(numbered)


def _joined(
    lines: Sequence[_Line], *, width: _Width | None, cell: bool, wrapped: bool
) -> Iterator[Span]:
    """Join lines that go on over a soft break."""
    current: list[_Line] = []
    for place, line in enumerate(lines):
        after = lines[place + 1] if place + 1 < len(lines) else None
        begins = width is not None and not cell and _begins(current, line, after, width)
        if current and (
            begins or not _goes_on(current, line, width=width, cell=cell, wrapped=wrapped)
        ):
            yield Span(current[0].span.start, current[-1].span.end)
            current = []
        current.append(line)
    if current:
        yield Span(current[0].span.start, current[-1].span.end)


def _begins(above: Sequence[_Line], line: _Line, after: _Line | None, width: _Width) -> bool:
    """Whether a line is the first of a paragraph by its length.

    Exports break the first line of a paragraph earlier than the others: behind a full stop a
    line that is too short for an inner one and goes on softly opens a paragraph.
    """
    if not above or after is None or after.after_blank or not after.text[0].islower():
        return False
    if not _TERMINAL.search(above[-1].text) or width.first >= width.other - _FIRST_SHORTER:
        return False
    return len(line.text) + 1 + len(after.text.split()[0]) < width.other


def _goes_on(
    above: Sequence[_Line], line: _Line, *, width: _Width | None, cell: bool, wrapped: bool
) -> bool:
    """Whether ``line`` continues the paragraph made of the lines ``above``."""
    last = above[-1].text
    if _RULE.fullmatch(last) or _RULE.fullmatch(line.text):
        return False
    if _DOCUMENT_TYPE.fullmatch(last):
        return False
    if last.isupper() and (line.text.isupper() or _YEARS.fullmatch(line.text)):
        return _capitals_go_on(last, line, cell=cell)
    if len(above) == 1 and len(last.split()) == 1 and _opens(last):
        return not line.after_blank and find_marker(line.text) is None
    if _CLOSING.search(last) or (_OPENING.match(line.text) and _TERMINAL.search(last)):
        return False
    if _LABEL.match(line.text.lstrip("-+*• ")) and not last.endswith((",", "-")):
        return False
    marker = find_marker(line.text)
    if line.after_blank:
        return marker is None and line.text[0].islower() and _is_open(last)
    if width is not None and width.spaced and not cell and not last.isupper():
        return marker is None or _TERMINAL.search(last) is None
    if marker is not None:
        return _marker_is_text(above, line, marker.style, width)
    if line.text[0].islower():
        return not last.endswith((";", ":")) or _is_full(above, line, width)
    if (line.text[0].isdigit() and _is_open(last)) or last.endswith(",") or _is_bare(above):
        return True
    if cell:
        return wrapped and _TERMINAL.search(last) is None  # cells are narrow
    if last.isupper() or (line.text.isupper() and len(line.text.split()) > 1):
        return False
    return _CONNECTIVE.search(last) is not None or _is_full(above, line, width)


def _opens(text: str) -> bool:
    """Whether a line holds an enumerator, which its item's text follows."""
    return find_marker(text) is not None or _BULLET.fullmatch(text) is not None


def _capitals_go_on(last: str, line: _Line, *, cell: bool) -> bool:
    """Capitals go on in titles, headings over several lines and issuers' names."""
    if find_marker(line.text) is not None and not line.text.startswith("-"):
        return False
    if _MOTTO.match(line.text) and not _MOTTO.match(last):
        return False
    if _DOCUMENT_TYPE.fullmatch(line.text):
        return False
    return cell or not line.after_blank


def _is_open(last: str) -> bool:
    return _TERMINAL.search(last) is None and not last.isupper()


def _is_bare(above: Sequence[_Line]) -> bool:
    """Whether only an enumerator and at most a word stand above, which is no paragraph."""
    marker = find_marker(above[0].text)
    return len(above) == 1 and marker is not None and len(above[0].text[marker.end :].split()) <= 1


def _marker_is_text(
    above: Sequence[_Line], line: _Line, style: MarkerStyle, width: _Width | None
) -> bool:
    """Whether what looks like an enumerator is the middle of a sentence."""
    last = above[-1].text
    if style is MarkerStyle.DASH:
        rest = line.text[1:].lstrip()
        if _TERMINAL.search(last):
            return False
        if (_RANGE.search(last) and _RANGE_END.match(rest)) or _TWO_PART_NAME.search(last):
            return True
        whole = " ".join(part.text for part in above)
        if whole.count("“") > whole.count("”") or whole.count("(") > whole.count(")"):
            return True
        two_part = _CAPITALISED.match(rest) is not None
        if two_part and last.split()[-1][:1].isupper() and not last.isupper():
            return width is not None and _is_full(above, line, width)  # "Đông Á / - Mỹ La tinh"
        return rest[:1].islower() and not last.isupper() and len(last.split()) > 3
    if style in (MarkerStyle.NUMBER, MarkerStyle.PAREN, MarkerStyle.ALPHA, MarkerStyle.ROMAN):
        return not last.isupper() and _TAKES_NUMBER.search(last) is not None
    return False


def _is_full(above: Sequence[_Line], line: _Line, width: _Width | None) -> bool:
    """Whether the next word would not have fitted, so that the break says nothing."""
    if width is None:
        return False
    last = above[-1].text
    least = width.first if len(above) == 1 else width.other
    words = line.text.split()
    if len(words) <= _MAX_ORPHANS:
        least *= _ORPHAN
    if len(last) + 1 + len(words[0]) < least:
        return False
    return not (len(above) == 1 and _TERMINAL.search(last))
