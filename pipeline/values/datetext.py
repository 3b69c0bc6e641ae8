"""What the words of a date say by themselves: points and stretches of the calendar, recurrences.

Nothing here looks at the words around a date or at the plan; `pipeline.values.dates` does.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from pipeline.values.calendar import HALF, QUARTER, Point, Stretch, every, times_in


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says.

    Args:
        stretches: the points and stretches, in text order.
        durations: how often it comes again, ISO 8601 durations; none for what does not.
        flags: ``repaired`` for a slip that was mended, ``blank`` for a date left blank, ``lunar``,
            ``part-of-period`` where it is less than the period that is given.
    """

    stretches: tuple[Stretch, ...] = ()
    durations: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    def of_month(self, month: int | None) -> Reading:
        """The same with ``month`` for days that have none; "ngày 08 đến ngày 10 tháng 12"."""
        if month is None:
            return self

        def dated(point: Point) -> Point:
            lacks = point.day is not None and point.month is None
            return replace(point, month=month) if lacks else point

        stretches = (Stretch(dated(each.start), dated(each.end)) for each in self.stretches)
        return replace(self, stretches=tuple(stretches))


@cache
def date_words() -> dict[str, Any]:
    """The words of `dates.toml`."""
    return tomllib.loads(
        resources.files("pipeline.values").joinpath("dates.toml").read_text("utf-8")
    )


_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_SPELLINGS = ((re.compile(r"\bquí\b"), "quý"), (re.compile(r"\bk[ìỳ]\b"), "kỳ"))
_EVERY = re.compile(r"\bhàng(?= (?:năm|quý|tháng|tuần|ngày|học kỳ))")
_SLIP = re.compile(r"(?<![^\W_])(?=[\dloi]*\d)[\dloi]*[loi][\dloi]*(?![^\W_])")
_SLIP_AFTER = re.compile(r"(?<=ngày |háng )[lo]{1,2}(?= |/)")
_DIGITS = str.maketrans("loi", "101")


@lru_cache(maxsize=1 << 13)
def plain(text: str) -> str:
    """``text`` in the one spelling that the patterns read; slips are mended elsewhere."""
    text = unicodedata.normalize("NFC", text).lower()
    text = " ".join(_DASHES.sub("-", text).split())
    for pattern, spelling in _SPELLINGS:
        text = pattern.sub(spelling, text)
    return _EVERY.sub("hằng", text)


@lru_cache(maxsize=1 << 13)
def mended(text: str) -> str:
    """Plain text with "l", "o" and "i" among digits read as what they are: "l5" is 15."""
    for pattern in (_SLIP, _SLIP_AFTER):
        text = pattern.sub(lambda match: match[0].translate(_DIGITS), text)
    return text


@cache
def _count() -> str:
    words = sorted(date_words()["numbers"], key=len, reverse=True)
    return rf"(?:\d{{1,2}}|{'|'.join(words)})"


@cache
def _unit() -> str:
    return f"(?:{'|'.join(sorted(date_words()['units'], key=len, reverse=True))})"


def number(text: str) -> int:
    """A number in digits or in a word of `dates.toml`."""
    return int(text) if text.isdigit() else date_words()["numbers"][text]


@lru_cache(maxsize=1 << 13)
def read(text: str) -> Reading | None:
    """What the text of a date says.

    Args:
        text: the date, as a DATE entity bounds it, in any case.

    Returns:
        its points or recurrences; ``None`` where it is no date that this module knows.
    """
    written = plain(text)
    clean = mended(written).strip(" .,;:()")
    flags = ("repaired",) if clean != written.strip(" .,;:()") else ()
    if any(re.search(rf"\b{word}\b", clean) for word in date_words()["lunar"]["words"]):
        return Reading(flags=(*flags, "lunar"))
    found = _recurrence(clean) or _of_turn(clean) or _recurring(clean) or _points(clean)
    return None if found is None else replace(found, flags=(*flags, *found.flags))


# Recurrences without a day: "hằng năm", "định kỳ 6 tháng, năm", "hai lần một năm".

_REGULAR = re.compile(r"định kỳ(?: vào)? ?")
_SAID = re.compile(r"^(?:hằng|mỗi|từng) |\b(?:lần|lượt)\b|/ ?kỳ\b")
_ALSO = re.compile(r" ?[,;] ?(?:và )?| và | hoặc ")


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    count, unit = _count(), _unit()
    once = r"(?: ?/ ?(?:(?:01|1|một) )?(?:lần|kỳ|lượt)| (?:một|01|1) lần)"
    return (
        re.compile(
            rf"(?P<times>{count}) (?:lần|đợt|kỳ)(?: ?/ ?| một | mỗi | hằng | )(?P<unit>{unit})"
        ),
        re.compile(
            rf"(?:(?:hằng|mỗi|từng) )?(?:(?P<count>{count}) )?(?P<unit>{unit})"
            rf"(?:{once}| (?P<times>{count}) lần)?"
        ),
    )


def _recurrence(text: str) -> Reading | None:
    opened = _REGULAR.match(text)
    body = text[opened.end() :].strip("() ") if opened else text
    # A bare count of units recurs only where the text says so; else it is a duration or a year.
    if opened is None and _SAID.search(body) is None:
        return None
    durations: list[str] = []
    for part in _ALSO.split(body):
        match = next((found for form in _forms() if (found := form.fullmatch(part))), None)
        if match is None:
            return None
        durations.append(_duration(match.groupdict()))
    return Reading(durations=tuple(durations))


def _duration(parts: dict[str, str | None]) -> str:
    unit = parts["unit"] or ""
    letter, size = date_words()["units"][unit]
    times = number(parts.get("times") or "1")
    if times > 1:
        return times_in(times, "Q" if unit == "quý" else letter)
    return every(number(parts.get("count") or "1") * size, letter)


# Recurrences on a day or month: "ngày 20 hằng tháng", "tháng 9 và tháng 12 hằng năm".

_TURN = re.compile(
    r"ngày (?P<day>\d{1,2}) (?:của )?tháng (?P<which>cuối|đầu|kế tiếp|sau|tiếp theo|liền kề)"
    r"(?: (?:mỗi |của )?(?P<period>quý|kỳ)(?: sau| tiếp theo| báo cáo)?)?"
)
_ON = re.compile(
    r"(?P<on>.+?)(?: của)? (?:hằng|mỗi|từng) (?P<unit>năm|quý|tháng|tuần)(?: (?:một|1|01) lần)?"
)


def _of_turn(text: str) -> Reading | None:
    """The day of a month in turn: "ngày 15 tháng cuối quý", "ngày 05 của tháng kế tiếp"."""
    opened = _REGULAR.match(text)
    match = _TURN.fullmatch(text[opened.end() :] if opened else text)
    if match is None:
        return None
    day = int(match["day"])
    if match["which"] in ("cuối", "đầu"):
        if match["period"] != "quý":
            return None
        point = Point(month=3 if match["which"] == "cuối" else 1, day=day)
        return Reading((Stretch(point, point),), (every(3, "M"),))
    point = Point(day=day)
    return Reading((Stretch(point, point),), (every(1, "M"),))


def _recurring(text: str) -> Reading | None:
    opened = _REGULAR.match(text)
    match = _ON.fullmatch(text[opened.end() :] if opened else text)
    if match is None:
        return None
    points = _points(match["on"])
    if points is None:
        return None
    letter, size = date_words()["units"][match["unit"]]
    return replace(points, durations=(every(size, letter),))


# Points: a list of points and ranges, whose last member completes those before it.

_PERIOD = re.compile(r"(?:giai đoạn|thời kỳ|nhiệm kỳ|niên khóa|năm học|các năm)(?: năm)? (?=\d)")
_TERM = re.compile(r"học kỳ (?:ii?|[12])(?:,| của)? (?=năm học)")
_DAY_DASHES = re.compile(r"(?<![\d-])(\d{1,2}) ?- ?(\d{1,2}) ?- ?(\d{4})(?!\d)")
_YEAR_DASH = re.compile(r"((?:quý|tháng) (?:iv|i{1,3}|\d{1,2})) ?- ?((?:19|20)\d\d)(?! ?- ?\d)")
_BETWEEN = re.compile(r"( ?- ?| đến (?:hết )?| ?[,;] ?(?:và )?| và | hoặc )")
_BLANKS = re.compile(
    r"ngày[ .…_]*(?P<day>\d{1,2})?[ .…_]*tháng[ .…_]*(?P<month>\d{1,2})?[ .…_]*năm (?P<year>\d{4})"
)
_Q = r"(?:quý )?(?P<quarter>iv|i{1,3}|(?<=quý )[1-4])"
_OF_YEAR = r" ?(?:/|\.|,|năm|của năm)? ?(?P<year>\d{4})"
_MEMBERS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:ngày )?(?P<day>\d{1,2}) ?(?P<sep>[/.]) ?(?P<month>\d{1,2}) ?(?P=sep) ?(?P<year>\d{4})",
        r"(?:ngày )?(?P<day>\d{1,2}) ?tháng (?P<month>\d{1,2}) ?(?:năm|[/.,])? ?(?P<year>\d{4})",
        r"(?:ngày )?(?P<day>\d{1,2})(?: tháng | ?[/.] ?)(?P<month>\d{1,2})",
        rf"(?:tháng )?(?P<month>\d{{1,2}})(?: |(?=[/.])){_OF_YEAR}",
        rf"{_Q}{_OF_YEAR}",
        _Q,
        r"(?:năm )?(?P<year>(?:1[89]|20)\d\d)",
        r"tháng (?P<month>\d{1,2})",
        r"ngày (?P<day>\d{1,2})",
        r"(?P<bare>\d{1,2})",
    )
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_UNITS = ("day", "part", "month", "year")


def _points(text: str) -> Reading | None:
    if blanks := _BLANKS.fullmatch(text):
        return _with_blanks(blanks)
    flags: tuple[str, ...] = ()
    if term := _TERM.match(text):
        text, flags = text[term.end() :], ("part-of-period",)
    if period := _PERIOD.match(text):
        text = text[period.end() :]
    text = _DAY_DASHES.sub(r"\1/\2/\3", text)
    text = _YEAR_DASH.sub(r"\1/\2", text)
    pieces = _BETWEEN.split(text)
    members = _members(pieces[::2])
    if members is None:
        return None
    return Reading(_stretches(members, pieces[1::2]), flags=flags)


def _with_blanks(match: re.Match[str]) -> Reading:
    day, month = match["day"], match["month"]
    point = Point(
        year=int(match["year"]),
        month=int(month) if month else None,
        day=int(day) if day and month else None,
    )
    return Reading((Stretch(point, point),), flags=() if point.day else ("blank",))


def _members(pieces: list[str]) -> list[Point] | None:
    """The points of a list, bare numbers and missing parts taken from their neighbours."""
    found: list[dict[str, int]] = []
    for piece in pieces:
        parts = _member(piece)
        if parts is None:
            return None
        found.append(parts)
    for place, parts in enumerate(found):
        if "bare" in parts:
            unit = _unit_of(found, place)
            if unit is None:
                return None
            value = parts.pop("bare")
            parts[unit] = _century(value, found, place) if unit == "year" else value
    for place in range(len(found) - 2, -1, -1):
        here, after = found[place], found[place + 1]
        if "day" in here and "month" not in here and "month" in after:
            here["month"] = after["month"]
        if "year" not in here and "year" in after and len(after) > 1:
            here["year"] = after["year"]
    return [Point(**parts) for parts in found]


def _member(piece: str) -> dict[str, int] | None:
    for pattern in _MEMBERS:
        match = pattern.fullmatch(piece)
        if match is not None:
            parts: dict[str, str | None] = match.groupdict()
            parts.pop("sep", None)
            if quarter := parts.pop("quarter", None):
                part = QUARTER + (_QUARTERS.get(quarter) or int(quarter))
                return {"part": part} | _numbers(parts)
            return _numbers(parts)
    return None


def _numbers(parts: dict[str, str | None]) -> dict[str, int]:
    return {key: int(value) for key, value in parts.items() if value}


def _unit_of(found: list[dict[str, int]], place: int) -> str | None:
    """What a bare number counts: the finest unit of the member before it, else behind it."""
    for neighbour in (*reversed(found[:place]), *found[place + 1 :]):
        for unit in _UNITS:
            if unit in neighbour:
                return unit
    return None


def _century(value: int, found: list[dict[str, int]], place: int) -> int:
    """A year of two digits, of the century of the one before it."""
    before = next((parts["year"] for parts in reversed(found[:place]) if "year" in parts), 2000)
    return before // 100 * 100 + value


def _stretches(points: list[Point], links: list[str]) -> tuple[Stretch, ...]:
    """The members of a list; a dash or "đến" joins two to a stretch."""
    stretches: list[Stretch] = [Stretch(points[0], points[0])]
    for point, link in zip(points[1:], links, strict=True):
        last = stretches[-1]
        if link.strip(" ").startswith(("-", "đến")) and last.start == last.end:
            stretches[-1] = Stretch(_before(last.start, point), point)
        else:
            stretches.append(Stretch(point, point))
    return tuple(stretches)


def _before(start: Point, end: Point) -> Point:
    """The start of a stretch, a year earlier where it took its year from an earlier end."""
    first, last = start.first, end.last
    if first is not None and last is not None and first > last and start.year == end.year:
        return start.of_year(start.year - 1 if start.year is not None else None)
    return start


_HALF_BEFORE = re.compile(r"\b(?:(?:0?6|sáu) tháng|nửa) (?P<half>đầu|cuối|sau)(?: của)? $")


def half_of(before: str, point: Point) -> Point:
    """The half of a year that the words before it tell ("6 tháng đầu" before "năm 2024")."""
    match = _HALF_BEFORE.search(before)
    if match is None or point.finer:
        return point
    return replace(point, part=HALF + (1 if match["half"] == "đầu" else 2))
