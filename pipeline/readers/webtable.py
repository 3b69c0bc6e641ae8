"""Tables of web extracts: cells on their own lines between lone ``|`` lines.

Legal portals' text exports write a row as a bar, then each cell followed by a bar:

    |
    1
    |
    Tổ chức hội nghị
    |
    Sở Nội vụ
    |

An empty cell is a bar without text before it, so the bars alone do not tell an empty cell
from the end of a row; the width of the first row and the look of the first column do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotations import Span
from pipeline.document import Cell, Table

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_ORDINAL = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVXL]{1,5}|[a-zđA-ZĐ])[.)]?|\(\d+\)")
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?")
_SIGNATURE = re.compile(r"nơi\s+nhận", re.IGNORECASE)
_MOTTO = re.compile(r"độc\s+lập\s*-\s*tự\s+do", re.IGNORECASE)
_PLACE_DATE = re.compile(r"ngày\b.*\btháng\b.*\bnăm\b", re.IGNORECASE | re.DOTALL)
_FIRST_COLUMN = re.compile(r"(?:s?\s*/?tt|số\s*tt|số thứ tự)\.?", re.IGNORECASE)
_BODY = re.compile(
    r"(?:PHỤ LỤC|Phụ lục|KẾ HOẠCH|DANH MỤC|PHƯƠNG ÁN|CHƯƠNG TRÌNH|QUYẾT ĐỊNH|ĐỀ ÁN|HƯỚNG DẪN)\b"
    r"|[IVX]+\.\s.*\n\s*\S"
)
"""Text that begins so is no cell: it stands between two tables."""
_DIVISIBLE = re.compile(r"thực\s+hiện|phân\s+công|trách\s+nhiệm|cơ\s+quan|đơn\s+vị", re.IGNORECASE)
_TIME_HEAD = re.compile(
    r"thời\s+(?:gian|hạn|điểm)|tiến\s+độ|hoàn\s+thành|lộ\s+trình", re.IGNORECASE
)
_TIME = re.compile(
    r"\d{4}|(?:quý|quí|tháng|ngày|năm|giai\s+đoạn|thường\s+xuyên|hằng|hàng|định\s+kỳ)\b",
    re.IGNORECASE,
)
_MAX_COLUMNS = 15
_MAX_EXTRA_COLUMNS = 3
"""How many columns a second header row may split the first one's cells into."""
_MAX_CELL_LINES = 60
_MAX_CUT_LINES = 3
_HORIZON = 40
_LOST = 100.0
"""A cut so far below the best one is given up: some thirty rows without any text."""
_MAX_LETTERHEAD_LINES = 8


@dataclass(frozen=True, slots=True)
class _Token:
    """A bar, or the text between two bars; ``span`` is trimmed of white space."""

    bar: bool
    span: Span
    lines: int = 1


def find_tables(text: str) -> tuple[Table, ...]:
    """The tables of a text export, in text order; letterheads and signature blocks included."""
    if "|" not in text:
        return ()
    tokens = _tokens(text)
    tables: list[list[list[Span]]] = []
    at = 0
    while at < len(tokens):
        rows, end = _rows(text, tokens, at)
        if rows and tables and _goes_on(text, tables[-1], rows):
            tables[-1].extend(rows)
        elif rows:
            tables.append(rows)
        at = max(end, at + 1)
    return tuple(_table(rows, text=text) for rows in tables)


def _goes_on(text: str, above: list[list[Span]], below: list[list[Span]]) -> bool:
    """Whether only dots or rules stand between two parts of one table."""
    between = text[max(cell.end for cell in above[-1]) : below[0][0].start]
    return len(above[0]) > 2 and not any(character.isalnum() for character in between)


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    start = end = lines = 0

    def close() -> None:
        nonlocal start, end, lines
        if lines:
            tokens.append(_Token(bar=False, span=Span(start, end), lines=lines))
        lines = 0

    for match in _LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if stripped == "|":
            close()
            at = match.start() + line.index("|")
            tokens.append(_Token(bar=True, span=Span(at, at + 1)))
        elif stripped:
            first = match.start() + len(line) - len(line.lstrip())
            if not lines:
                start = first
            end = first + len(stripped)
            lines += 1
    close()
    return tokens


def _rows(text: str, tokens: list[_Token], at: int) -> tuple[list[list[Span]], int]:
    """The rows of the table that begins at token ``at``, and the token after it."""
    if not tokens[at].bar:
        return _letterhead_without_bar(text, tokens, at)
    first, end = _first_row(text, tokens, at)
    if not first:
        return [], at + 1
    if len(first) < 3 and (_is_pair(text, first) or end == len(tokens) or not tokens[end].bar):
        return _pairs(text, tokens, first, end)
    widths = range(len(first), min(len(first) + _MAX_EXTRA_COLUMNS, _MAX_COLUMNS) + 1)
    parses = [_best_rows(text, tokens, at, width=width) for width in widths]
    _, rows, end = max(parses, key=lambda parse: parse[0])
    return rows, end


def _pairs(
    text: str, tokens: list[_Token], first: list[Span], end: int
) -> tuple[list[list[Span]], int]:
    """A layout table: rows of two cells, as long as they look like a letterhead's."""
    rows = [first]
    while end < len(tokens) and tokens[end].bar:
        row, after = _first_row(text, tokens, end)
        if not row or not _is_pair(text, row):
            break
        rows.append(row)
        end = after
    return rows, end


def _letterhead_without_bar(
    text: str, tokens: list[_Token], at: int
) -> tuple[list[list[Span]], int]:
    """Some exports leave out the first bar and merge the bars between rows."""
    if at != 0 or tokens[0].lines > _MAX_LETTERHEAD_LINES:
        return [], at
    cells: list[Span] = []
    for index in range(0, min(12, len(tokens) - 1), 2):
        token, bar = tokens[index], tokens[index + 1]
        if token.bar or not bar.bar or token.lines > _MAX_LETTERHEAD_LINES:
            break
        cells.append(token.span)
        if len(cells) > 1 and _PLACE_DATE.search(token.span.of(text)):
            pairs = [cells[i : i + 2] for i in range(0, len(cells), 2)]
            return pairs, index + 2
    return [], at


def _first_row(text: str, tokens: list[_Token], at: int) -> tuple[list[Span], int]:
    """The cells up to the first double bar, which the first row seldom has inside."""
    cells: list[Span] = []
    index = at + 1
    while index + 1 < len(tokens) and len(cells) < _MAX_COLUMNS:
        token, bar = tokens[index], tokens[index + 1]
        if token.bar or not bar.bar or _is_body(text, token):
            break
        cells.append(token.span)
        index += 2
        if _is_pair(text, cells):
            break
        if index < len(tokens) and tokens[index].bar:
            break
    return cells, index


def _is_body(text: str, token: _Token) -> bool:
    """Whether a stretch between bars is running text between two tables."""
    return token.lines > _MAX_CELL_LINES or (
        _BODY.match(text, token.span.start, token.span.end) is not None and token.lines > 2
    )


def _has_paragraphs(text: str, token: _Token, *, width: int) -> bool:
    """Whether blank lines part a stretch, which they do not in the cells of a grid."""
    return width > 2 and re.search(r"\n[ \t]*\n", token.span.of(text)) is not None


def _is_pair(text: str, cells: list[Span]) -> bool:
    """Whether two cells are a whole row: recipients and signature, or a letterhead."""
    return len(cells) == 2 and bool(
        _SIGNATURE.match(cells[0].of(text))
        or _MOTTO.search(cells[1].of(text))
        or _PLACE_DATE.search(cells[1].of(text))
    )


def _best_rows(
    text: str, tokens: list[_Token], at: int, *, width: int
) -> tuple[float, list[list[Span]], int]:
    """Cut the tokens from ``at`` into rows of at most ``width`` cells, at the highest score.

    A table may end after any row that text follows; where it ends is part of the choice.
    """
    best: dict[int, tuple[float, int, list[Span]]] = {at: (0.0, -1, [])}
    peak, furthest = 0.0, at
    numbered = _is_ordinal(tokens[at + 1].span.of(text))
    for start in range(at, len(tokens)):
        if start not in best or not tokens[start].bar:
            continue
        score = best[start][0]
        peak = max(peak, score)
        if score < peak - _LOST:
            continue
        for cells, after in _row_choices(text, tokens, start, width=width):
            total = score + _row_score(text, cells, width=width, numbered=numbered)
            if after not in best or best[after][0] < total:
                best[after] = (total, start, cells)
                furthest = max(furthest, after)
        if start - at > _HORIZON and furthest <= start:
            break
    end = max(
        (place for place in best if place == at or _may_end(text, tokens, place)),
        key=lambda place: (best[place][0] - _cut_off(text, tokens, place), place),
    )
    rows: list[list[Span]] = []
    place = end
    while place != at:
        _, previous, cells = best[place]
        rows.append(cells)
        place = previous
    return best[end][0], rows[::-1], end


def _may_end(text: str, tokens: list[_Token], end: int) -> bool:
    """Whether a table may end before token ``end``: before text, or a bar that closes it."""
    if end == len(tokens) or not tokens[end].bar:
        return True
    return end + 1 == len(tokens) or _after_blank(text, tokens, end + 1)


def _after_blank(text: str, tokens: list[_Token], at: int) -> bool:
    """Whether a blank line parts the text at ``at`` from the token before it."""
    gap = text[tokens[at - 1].span.end : tokens[at].span.start]
    return not tokens[at].bar and gap.count("\n") > 1


def _cut_off(text: str, tokens: list[_Token], end: int) -> float:
    """What an end costs where the text behind it looks like one more cell of the row."""
    if end == 0 or end + 1 >= len(tokens) or not tokens[end + 1].bar:
        return 0.0
    cell = tokens[end].lines <= _MAX_CUT_LINES and not _after_blank(text, tokens, end)
    return 0.7 if cell else 0.0


def _row_choices(
    text: str, tokens: list[_Token], start: int, *, width: int
) -> list[tuple[list[Span], int]]:
    """Each way to read a row that begins with the bar at ``start``."""
    choices: list[tuple[list[Span], int]] = []
    cells: list[Span] = []
    index = start + 1
    while index < len(tokens) and len(cells) < width:
        if tokens[index].bar:
            here = tokens[index].span.start
            cells.append(Span(here, here))
            index += 1
        elif index + 1 < len(tokens) and tokens[index + 1].bar:
            if _is_body(text, tokens[index]) or _has_paragraphs(text, tokens[index], width=width):
                break
            cells.append(tokens[index].span)
            index += 2
        else:
            break
        if len(cells) in (1, 2, width) or index >= len(tokens) or tokens[index].bar:
            choices.append((list(cells), index))
    return choices


def _is_ordinal(cell: str) -> bool:
    return _ORDINAL.fullmatch(cell) is not None or _FIRST_COLUMN.fullmatch(cell) is not None


def _row_score(text: str, cells: list[Span], *, width: int, numbered: bool) -> float:
    """How much like a row of the table these cells are; a row that says nothing is below 0."""
    filled = [cell.of(text) for cell in cells]
    if not any(filled):
        return -3.0
    full = len(cells) == width
    score = 1.3 if full else 0.6 if len(cells) <= 2 else 0.1
    if _is_ordinal(filled[0]):
        score += 0.8
    elif full and width > 3 and numbered:
        # Under a cell that runs over several rows only the cells right of it are written.
        score -= 0.8 + 0.5 * filled[1:].count("")
    if all(_COLUMN_NUMBER.fullmatch(cell) for cell in filled):
        return score
    score -= sum(1.2 for cell in filled[1:] if _ORDINAL.fullmatch(cell) and not cell.isdigit())
    if full and len(filled) > 2 and not filled[1]:
        score -= 0.8
    return score


def _table(rows: list[list[Span]], *, text: str) -> Table:
    width = max(len(row) for row in rows)
    split = _split_column(text, rows, width=width)
    times = _time_columns(text, rows[0], width=width, split=split)
    cells: list[Cell] = []
    for number, row in enumerate(rows):
        short = width - len(row)
        gap = _gap(text, row, width=width, times=times) if short and number else len(row)
        for place, span in enumerate(row):
            column, wide = place + (short if place >= gap else 0), 1
            if split is not None and number == 0:
                column, wide = place + short * (place > split), 1 + short * (place == split)
            elif split is not None and number == 1:
                column = split + place
            elif place == len(row) - 1 and (len(row) <= 2 or number == 0):
                wide = width - place  # a group heading runs to the right edge
            cells.append(Cell(row=number, column=column, span=span, column_span=wide))
    return Table(Span(rows[0][0].start, max(cell.span.end for cell in cells)), tuple(cells))


def _split_column(text: str, rows: list[list[Span]], *, width: int) -> int | None:
    """The header cell that stands over the cells of a short second header row, if any."""
    if len(rows) < 3 or not 1 < len(rows[1]) == width - len(rows[0]) + 1:
        return None
    named = [column for column, span in enumerate(rows[0]) if _DIVISIBLE.search(span.of(text))]
    return named[-1] if named else len(rows[0]) - 1


def _time_columns(text: str, head: list[Span], *, width: int, split: int | None) -> frozenset[int]:
    """The columns whose head says that they hold times."""
    shift = width - len(head)
    return frozenset(
        column + (shift if split is not None and column > split else 0)
        for column, span in enumerate(head)
        if _TIME_HEAD.search(span.of(text))
    )


def _gap(text: str, row: list[Span], *, width: int, times: frozenset[int]) -> int:
    """Before which of its cells a short row leaves columns to cells that began above it.

    The export does not say. A row with an ordinal keeps its left cells, any other its right
    ones, unless only another place puts a time under the head for times.
    """
    missing = width - len(row)
    if len(row) <= 2:
        return len(row)
    usual = len(row) if _ORDINAL.fullmatch(row[0].of(text)) else 0
    fits = {
        gap: sum(
            _TIME.search(span.of(text)) is not None
            for place, span in enumerate(row)
            if (place if place < gap else place + missing) in times
        )
        for gap in range(len(row) + 1)
    }
    best = max(fits.values())
    return usual if fits[usual] == best else max(gap for gap, fit in fits.items() if fit == best)
