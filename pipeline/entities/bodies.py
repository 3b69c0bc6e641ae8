"""Bodies by their names: ministries, departments, committees, units, missions.

A name is a head ("Sở", "Ủy ban nhân dân"), what the rule of that head allows after it, and a
place, level or parent body that closes it; see `rules/agency.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.entities.names import Names
from pipeline.entities.phrases import Phrases
from pipeline.entities.places import Places
from pipeline.entities.tokens import Readings, Tokens

_MAX_DEPTH = 3


@dataclass(frozen=True, slots=True)
class BodyRule:
    """One entry of `rules/agency.toml`; the file says what each field means."""

    name: str
    heads: tuple[str, ...]
    then: tuple[str, ...]
    names: Phrases[None]
    capital: bool = True
    place: bool = True
    parent: bool = False
    long: bool = False
    weak: bool = False


_Option = Callable[[Tokens, int, BodyRule, int], int | None]
"""Reads what may follow a head: from a token, for a rule, at a depth; its end or nothing."""


@dataclass(frozen=True, slots=True)
class Match:
    """A body's tokens and the rule that found it."""

    start: int
    end: int
    rule: str


class Bodies:
    """Finds the body that begins at a token.

    Args:
        rules: the rules of `rules/agency.toml` and of the user.
        places: the grammar of places.
        names: the grammar of open names.
        countries: names of countries, which missions and friendship societies carry.
        compounds: words that begin like a head but are none ("Hội nghị", "Trường hợp").

    Raises:
        ValueError: when the `then` of a rule names what is not known.
    """

    def __init__(
        self,
        rules: list[BodyRule],
        *,
        places: Places,
        names: Names,
        countries: Phrases[str],
        compounds: list[str],
    ) -> None:
        self._heads = Phrases(
            ((head, rule) for rule in rules for head in rule.heads), commas_before_capitals=True
        )
        self._places = places
        self._names = names
        self._countries = countries
        self._department_names: Phrases[None] = next(
            (rule.names for rule in rules if rule.name == "provincial-department"),
            Phrases[None](()),
        )
        self._compounds = Phrases((compound, None) for compound in compounds)
        self._options: dict[str, _Option] = {
            "nothing": lambda _, at, rule, depth: at,
            "line-in-caps": lambda tokens, at, rule, depth: self._line_in_caps(tokens, at),
            "number": lambda tokens, at, rule, depth: self._number(tokens, at),
            "names": lambda tokens, at, rule, depth: rule.names.longest(tokens, at),
            "abbreviation": lambda tokens, at, rule, depth: names.abbreviation(tokens, at),
            "open": lambda tokens, at, rule, depth: names.end(
                tokens, at, self._is_body(tokens, depth), long=rule.long
            ),
            "place": lambda tokens, at, rule, depth: self._place(tokens, at, depth),
            "army": lambda tokens, at, rule, depth: self._army(tokens, at),
            "agency": lambda tokens, at, rule, depth: self._agency(tokens, at, depth=depth),
            "named": lambda tokens, at, rule, depth: places.name(
                tokens, at, self._is_body(tokens, depth)
            ),
            "branch": lambda tokens, at, rule, depth: self._branch(tokens, at, depth),
            "country": lambda tokens, at, rule, depth: countries.longest(tokens, at),
            "countries": lambda tokens, at, rule, depth: self._country_pair(tokens, at),
            "mission": lambda tokens, at, rule, depth: self.mission(tokens, at, depth=depth),
        }
        self._readings: Readings[Match | None] = Readings()
        for rule in rules:
            if unknown := set(rule.then) - set(self._options):
                raise ValueError(f"unknown in rule {rule.name!r}: {', '.join(sorted(unknown))}")

    def is_compound(self, tokens: Tokens, at: int) -> bool:
        """Whether a word begins at token ``at`` that only looks like a head."""
        return self._compounds.longest(tokens, at) is not None

    def begins(self, tokens: Tokens, at: int) -> bool:
        """Whether a head begins at token ``at``, so that an open name ends before it."""
        if not tokens.capital[at] or not self._heads.begins(tokens.low[at]):
            return False
        if self._compounds.longest(tokens, at) is not None:
            return False
        return next(self._heads.matches(tokens, at), None) is not None

    def find(self, tokens: Tokens, at: int, *, depth: int = 0, many: bool = False) -> Match | None:
        """The longest body whose name begins at token ``at``.

        Args:
            tokens: of the text.
            at: where the name would begin.
            depth: how many bodies this one would be the parent of.
            many: whether a quantifier stands before it, after which kinds of bodies are
                written in lower case ("các hội hữu nghị").
        """
        if not self._heads.begins(tokens.low[at]) or depth > _MAX_DEPTH:
            return None
        return self._readings.at(
            tokens, (at, depth, many), lambda: self._longest(tokens, at, depth=depth, many=many)
        )

    def _longest(self, tokens: Tokens, at: int, *, depth: int, many: bool) -> Match | None:
        blocked = self._compounds.longest(tokens, at) or at
        best: Match | None = None
        for end, rule in self._heads.matches(tokens, at):
            if end <= blocked or not self._is_written(
                tokens, at, end, rule, depth=depth, many=many
            ):
                continue
            whole = self._whole(tokens, end, rule, depth=depth)
            if whole is None:
                continue
            if best is None or (whole, best.rule == "unit") > (best.end, False):
                best = Match(at, whole, rule.name)
        return best

    def _is_written(
        self, tokens: Tokens, at: int, end: int, rule: BodyRule, *, depth: int, many: bool
    ) -> bool:
        """Whether the head is written as one: capitals tell, in a line of capitals length does."""
        if rule.name == "organisation-of-members":
            return tokens.capital[end - 1] and not tokens.capital[at]
        if tokens.low[at] == "sở" and at and tokens.low[at - 1] in ("cơ", "trụ"):
            return False
        if rule.name == "mission" and not (
            tokens.capital[at] or many or self.mission(tokens, end, depth=depth) > end
        ):
            return False
        if tokens.shouted[at]:
            opens = at == 0 or not tokens.low[at - 1].isalpha()
            return opens or end > at + 1 or rule.name not in ("unit", "association")
        return tokens.capital[at] or not rule.capital or (many and end > at + 1)

    def _whole(self, tokens: Tokens, at: int, rule: BodyRule, *, depth: int) -> int | None:
        """The end of the name whose head ends before token ``at``."""
        for option in rule.then:
            end = self._options[option](tokens, at, rule, depth)
            if end is not None:
                if option == "place" and rule.long and tokens.low[end] == "về":
                    # "Ban Chỉ đạo tỉnh | về phòng, chống tội phạm"
                    is_body = self._is_body(tokens, depth)
                    end = self._names.end(tokens, end, is_body, long=True) or end
                return self._closed(tokens, end, rule, depth=depth)
        return None

    def _number(self, tokens: Tokens, at: int) -> int | None:
        numeral = tokens.low[at].isdigit() or tokens.word(at) in ("I", "II", "III", "IV", "V")
        return at + 1 if numeral else None

    def _army(self, tokens: Tokens, at: int) -> int | None:
        return at + 2 if tokens.low[at : at + 2] == ["quân", "khu"] else None

    def _line_in_caps(self, tokens: Tokens, at: int) -> int | None:
        return at if tokens.shouted[at - 1] and tokens.low[at] == "\n" else None

    def _agency(self, tokens: Tokens, at: int, *, depth: int) -> int | None:
        inner = self.find(tokens, at, depth=depth + 1)
        return inner.end if inner and tokens.capital[at] else self._alone(tokens, at)

    def _is_body(self, tokens: Tokens, depth: int = 0) -> Callable[[int], bool]:
        """Whether a body's whole name begins at a token; at great depth its head is enough."""
        if depth >= _MAX_DEPTH:
            return lambda at: self.begins(tokens, at)
        return lambda at: (
            self.begins(tokens, at) and self.find(tokens, at, depth=depth + 1) is not None
        )

    def _closed(self, tokens: Tokens, end: int, rule: BodyRule, *, depth: int) -> int:
        """Add the place and the parent body."""
        while True:
            more = self._parent(tokens, end, depth=depth) if rule.parent else None
            if more is None and rule.place:
                more = self._place(tokens, end, depth)
            if more is None or more <= end:
                return related_end(tokens, end)
            end = more

    def _parent(self, tokens: Tokens, at: int, *, depth: int) -> int | None:
        """The end of a parent body joined by a dash or by nothing."""
        start = at + 1 if tokens.low[at] == "-" else at
        if not tokens.capital[start]:
            return None
        match = self.find(tokens, start, depth=depth + 1)
        if match is None:
            return self._alone(tokens, at) if start == at else None
        if match.rule == "organ-in-letterhead":
            return None
        university = "đại" in tokens.low[match.start : match.start + 2]
        if start > at and match.rule not in _PARENTS and not university:
            return None
        return match.end

    def _alone(self, tokens: Tokens, at: int) -> int | None:
        """A head that stands for the body the document is of: "Văn phòng | Bộ"."""
        if tokens.low[at] not in _STANDS_ALONE or not tokens.capital[at] or tokens.shouted[at]:
            return None
        follows = tokens.capital[at + 1] and tokens.low[at + 1].isalpha()
        if follows or self._compounds.longest(tokens, at) is not None:
            return None
        return at + 1

    def _place(self, tokens: Tokens, at: int, depth: int) -> int | None:
        return self._places.end(tokens, at, self._is_body(tokens, depth))

    def _branch(self, tokens: Tokens, at: int, depth: int) -> int | None:
        """A branch's place: "cửa khẩu Tây Trang", "khu vực Sầm Sơn - Quảng Xương"."""
        start = at + 2 if tokens.low[at : at + 2] in (["cửa", "khẩu"], ["cảng", "biển"]) else None
        if start is None:
            return None
        return self._places.name(tokens, start, self._is_body(tokens, depth))

    def _country_pair(self, tokens: Tokens, at: int) -> int | None:
        """The end of "Việt Nam - Lào", or of one country."""
        end = self._countries.longest(tokens, at)
        if end is None and tokens.low[at] == "việt" and tokens.low[at + 1] == "-":
            end = at + 1
        if end is not None and (self._places.province(tokens, at) or end) > end:
            return None  # "Tỉnh đoàn Lào Cai"
        if end is None:
            return None
        if tokens.low[end] == "-":
            return self._countries.longest(tokens, end + 1) or end
        return end

    def elliptical(self, tokens: Tokens, match: Match) -> Iterator[Match]:
        """Further members of "Hội hữu nghị Việt Nam - Lào, Việt Nam - Thái Lan"."""
        end = match.end
        if match.rule == "provincial-department":
            yield from self._departments(tokens, match)
            return
        if "hữu" not in tokens.low[match.start : end] or "-" not in tokens.low[match.start : end]:
            return
        while tokens.low[end] in (",", "và"):
            start = end + 1
            pair = self._country_pair(tokens, start)
            if pair is None or "-" not in tokens.low[start:pair]:
                return
            end = self._place(tokens, pair, 0) or pair
            yield Match(start, end, match.rule)

    def _departments(self, tokens: Tokens, match: Match) -> Iterator[Match]:
        """Further departments without their head: "Sở Tài chính, Y tế và Nội vụ"."""
        end = match.end
        while tokens.low[end] in (",", "và", ";") and tokens.capital[end + 1]:
            start = end + 1
            after = self._department_names.longest(tokens, start)
            if after is None or self.begins(tokens, start) or tokens.capital[after]:
                return
            end = after
            yield Match(start, end, match.rule)

    def listed(self, tokens: Tokens, at: int) -> list[Match]:
        """The departments of "Các sở: Công Thương, Du lịch", or the ministries."""
        if tokens.low[at] != "các" or tokens.low[at + 1] not in ("sở", "bộ"):
            return []
        end = self._department_names.longest(tokens, at + 3)
        if tokens.low[at + 2] != ":" or end is None or not tokens.capital[at + 3]:
            return []
        rule = "ministry" if tokens.low[at + 1] == "bộ" else "provincial-department"
        first = Match(at + 3, end, rule)
        return [first, *self._departments(tokens, first)]

    def mission(self, tokens: Tokens, at: int, *, depth: int = 0) -> int:
        """The end of whose mission it is and where ("Việt Nam tại nước ngoài")."""
        end = at
        while True:
            more = self._of_mission(tokens, end, depth)
            if more is None:
                return end
            end = more

    def _of_mission(self, tokens: Tokens, at: int, depth: int) -> int | None:
        low = tokens.low
        for phrase in (
            ("ngoại", "giao"),
            ("các", "nước"),
            ("nước", "ngoài"),
            ("thường", "trực"),
            ("danh", "dự"),
        ):
            if (low[at], low[at + 1]) == phrase:
                return at + 2
        if low[at] in ("tại", "ở"):
            if (low[at + 1], low[at + 2]) in (("nước", "ngoài"), ("các", "nước")):
                return at + 3
            if low[at + 2] == "nước" and low[at + 1] in ("hai", "ba", "bốn", "năm"):
                return at + 3
            if (low[at + 1], low[at + 2], low[at + 3]) == ("các", "địa", "bàn"):
                return related_end(tokens, at + 4)
            return self._seats(tokens, at + 1, depth)
        if tokens.is_upper(at - 1) and tokens.capital[at]:
            return self._place(tokens, at, depth)
        if tokens.is_upper(at):
            body = self.find(tokens, at, depth=_MAX_DEPTH)
            return body.end if body is not None else None
        return self._countries.longest(tokens, at)

    def _seats(self, tokens: Tokens, at: int, depth: int) -> int | None:
        """Where missions are: countries, places and cities in a list."""
        is_body = self._is_body(tokens, depth)
        end = self._seat(tokens, at, is_body)
        while end is not None and tokens.low[end] in (",", "và") and tokens.capital[end + 1]:
            more = self._countries.longest(tokens, end + 1)
            if more is None and tokens.low[end] == "và" and self._is_city(tokens, end + 1):
                more = self._places.name(tokens, end + 1, is_body)
            if more is None:
                break
            end = more
        return end

    def _is_city(self, tokens: Tokens, at: int) -> bool:
        return not self.begins(tokens, at) and not tokens.is_upper(at)

    def _seat(self, tokens: Tokens, at: int, is_body: Callable[[int], bool]) -> int | None:
        return (
            self._countries.longest(tokens, at)
            or self._places.end(tokens, at, is_body)
            or self._places.name(tokens, at, is_body)
        )

    def tail(self, tokens: Tokens, end: int, *, rule: str) -> int:
        """What may follow a short form of a body that ``rule`` found."""
        if rule == "mission":
            return self.mission(tokens, end)
        return self._place(tokens, end, 0) or end


_STANDS_ALONE = frozenset(("bộ", "sở", "ban", "hội", "đoàn", "cục", "viện", "trường"))
_PARENTS = frozenset(("ministry", "provincial-department", "peoples-committee", "police-and-army"))
"""Bodies that a dash before them makes the parent of the unit before the dash."""


def related_end(tokens: Tokens, end: int) -> int:
    """The end of "liên quan", "có liên quan", "khác (có liên quan)" at token ``end``."""
    low = tokens.low
    if low[end] == "khác":
        end += 1
    if low[end : end + 2] == ["liên", "quan"]:
        return end + 2
    if low[end : end + 3] == ["có", "liên", "quan"]:
        return end + 3
    return end
