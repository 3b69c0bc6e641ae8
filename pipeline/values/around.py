"""The words around a date: what bounds it, the other end of its range, its recurrence.

All texts are plain (`pipeline.values.datetext.plain`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from pipeline.values.calendar import Point, Stretch
from pipeline.values.datetext import Reading, date_words, read

REACH = 1_000
"""Characters on each side of a date that may say what it stands for: more than a sentence has."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A word that makes a date a latest (``until``) or an earliest time."""

    word: str
    until: bool


_DATE = (
    r"(?:(?:ngày|tháng|quý) )?(?:\d{1,4}|iv|i{1,3})(?: ?/ ?\d{1,4}|\.\d{1,4}){0,2}"
    r"(?: tháng \d{1,2})?(?: ?(?:năm|/) ?\d{4})?(?: hằng (?:năm|tháng|quý))?"
)
_LINK = r"(?P<link>đến|tới|cho đến|-|,|;|và|hoặc)"
_JOINS = ("đến", "tới", "cho đến", "-")
_FILLER = r"(?:và|hết|cuối|đầu|giữa|khoảng|trước|vào|trong|các|cho đến|đến|từ|năm)"
_NEXT = re.compile(
    rf" ?{_LINK} ?(?:{_FILLER} )*(?P<date>{_DATE})(?![\w/%]| ?- ?\d| (?:đợt|lần|lớp))"
)
_PREVIOUS = re.compile(rf"(?<![\w/.,-])(?P<date>{_DATE}) ?{_LINK} ?(?:{_FILLER} )*$")
_LATER = re.compile(
    r",(?: [^\W\d]+){1,5} (?P<date>(?:tháng|quý) (?:\d{1,2}|iv|i{1,3}) ?(?:năm|/) ?\d{4})(?![\w/])"
)
"""A later one in the same sentence: "thí điểm tháng 3, nhân rộng tháng 7/2026"."""
_OTHER_YEAR = re.compile(
    r" (?:của )?năm (?:tài chính |ngân sách )?"
    r"(?:(?P<next>sau|tiếp theo|kế tiếp|liền kề)|trước(?! ngày))(?!\w)"
)
_YEARLY = re.compile(
    r"hằng (?P<unit>năm|tháng|quý)(?: ?[,(]| vào)*"
    r"(?: ?(?:trước|chậm nhất(?: là)?|vào|vào dịp|dịp|từ)(?: \d{1,2}h\d{0,2}[’']?)?)? ?$"
)
_LUNAR = re.compile(r"\)? ?\(?âm lịch")
_SENTENCE = re.compile(r"[.;] ")
_OFTEN = re.compile(r"hằng (?P<unit>tháng|quý)\b")
_YEARS_BEHIND = re.compile(
    r" ?[,(]? ?(?:trong |của )?(?:giai đoạn|thời kỳ|từ năm) (?P<from>\d{4})"
    r"(?: ?- ?| đến (?:hết )?(?:năm )?)(?P<to>\d{4})"
)
_PERIODS = {"năm": "P1Y", "quý": "P3M", "tháng": "P1M"}


@cache
def _bounds() -> tuple[re.Pattern[str], frozenset[str], re.Pattern[str]]:
    words = date_words()["bounds"]
    longest = sorted((*words["until"], *words["since"]), key=len, reverse=True)
    between = "|".join(sorted(words["between"], key=len, reverse=True))
    one = "|".join(longest)
    clock = r"(?:,? ?(?:\d{1,2} ?(?:giờ|h|g)(?: ?\d{2})?(?: ?phút)?[’']{0,2}))?"
    weekday = r"(?:,? ?(?:thứ \w+|chủ nhật),?)?"
    said = rf"(?<!\w)(?P<words>(?:{one})(?: (?:{one}|{between}))*)"
    pattern = re.compile(rf"{said}(?: ?[:(])?{clock}{weekday} ?[:(]? ?$")
    denied = "|".join(words["not_bounds"])
    return pattern, frozenset(words["until"]), re.compile(rf"(?:{denied}) $")


@dataclass(frozen=True, slots=True)
class OtherEnd:
    """Another date of the same range or list.

    Args:
        point: the date.
        following: whether it stands behind.
        joined: whether the two are a range.
    """

    point: Point
    following: bool
    joined: bool


class Around:
    """The words around a date.

    Args:
        before: those in front of it.
        after: those behind it.
    """

    def __init__(self, before: str, after: str) -> None:
        self.before, self.after = before, after

    @property
    def bound(self) -> Bound | None:
        """What bounds the date; a latest time holds for the next member of a list too."""
        found = self._bound(self.before)
        if found is None:
            previous = _PREVIOUS.search(self.before)
            if previous is not None and previous["link"] in (",", "và", "hoặc"):
                found = self._bound(self.before[: previous.start()])
                return found if found is not None and found.until else None
        return found

    @staticmethod
    def _bound(before: str) -> Bound | None:
        pattern, until, denied = _bounds()
        match = pattern.search(before)
        if match is None or denied.search(before):
            return None
        words = match["words"]
        # "từ sau năm 2027": the last of several words decides.
        word = max(
            (each for each in (*until, *date_words()["bounds"]["since"]) if _has(words, each)),
            key=lambda each: (words.rfind(each) + len(each), len(each)),
        )
        return Bound(word, word in until)

    @property
    def years_on(self) -> int:
        """1 where the text says "năm sau", -1 for "năm trước"."""
        match = _OTHER_YEAR.match(self.after)
        return 0 if match is None else 1 if match["next"] else -1

    def other_end(self) -> OtherEnd | None:
        """The point that completes this one: the next of its range or list, else the one before.

        A bare year behind "đến" is an end of its own and completes nothing.
        """
        following = _NEXT.match(self.after)
        if following is not None and (point := self._following(following)) is not None:
            return OtherEnd(point, following=True, joined=following["link"] in _JOINS)
        if (later := _LATER.match(self.after)) is not None:
            reading = read(later["date"])
            if reading is not None:
                return OtherEnd(reading.stretches[0].end, following=True, joined=False)
        previous = _PREVIOUS.search(self.before)
        reading = read(previous["date"]) if previous is not None else None
        if previous is None or reading is None or not reading.stretches:
            return None
        point = reading.stretches[-1].end
        if not point.finer or point.year is None:
            return None
        return OtherEnd(point, following=False, joined=previous["link"] in _JOINS)

    def _following(self, match: re.Match[str]) -> Point | None:
        reading = read(match["date"])
        if reading is None or not reading.stretches or reading.durations:
            return None
        point = reading.stretches[-1].end
        if not point.finer:
            return None
        if point.year is None:
            further = Around("", self.after[match.end() :]).other_end()
            if further is not None:
                return further.point
            return point if point.month else None
        return point

    @property
    def lunar(self) -> bool:
        """Whether the text says that the day is one of the lunar calendar."""
        return _LUNAR.match(self.after) is not None

    def recurrence(self, reading: Reading) -> Reading | None:
        """The date with the recurrence that it belongs to by the words around it."""
        points = [each.end for each in reading.stretches]
        if any(point.year is not None or not point.finer for point in points):
            return None
        bare = all(point.day is not None and point.month is None for point in points)
        directly = _YEARLY.search(self.before)
        if directly is not None and (directly["unit"] == "năm" or bare):
            return replace(reading, durations=(_PERIODS[directly["unit"]],))
        following = _NEXT.match(self.after)
        other = read(following["date"]) if following is not None else None
        if other is not None and other.durations and other.stretches:
            month = other.stretches[-1].end.month if bare else None
            return replace(reading.of_month(month), durations=other.durations)
        if bare and following is None:
            often = _OFTEN.search(_SENTENCE.split(self.before)[-1])
            if often is not None:
                return replace(reading, durations=(_PERIODS[often["unit"]],))
        return None

    def bounding_years(self) -> Stretch | None:
        """The years right behind a recurrence ("hằng năm, giai đoạn 2021 - 2025")."""
        match = _YEARS_BEHIND.match(self.after)
        if match is None:
            return None
        return Stretch(Point(year=int(match["from"])), Point(year=int(match["to"])))


def _has(words: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", words) is not None
