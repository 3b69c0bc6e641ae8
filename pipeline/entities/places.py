"""Places, levels and territories that close a body's name ("tỉnh Hà Giang", "cấp xã")."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.entities.phrases import Phrases
from pipeline.entities.tokens import Tokens

_MAX_NAME = 4
_LONGEST_RANKS = 40
"""Tokens of a list of levels: there are but a few of them."""
_SEPARATORS = frozenset((",", "và", "/", "-", "hoặc"))
_OPENERS = frozenset(
    ("thực", "triển", "ban", "phê", "về", "tổ", "xây", "tăng", "đẩy", "quy", "phát", "năm")
)
"""First syllables of what a title goes on with behind a place."""
_AFTER_SHORT = frozenset(("ủy", "đoàn", "hội", "và", "trong", "trên", "có", "thuộc"))
_NUMBERED = frozenset(("quận", "phường", "khu vực", "vùng", "dotted"))
_DOTTED = frozenset(("q", "p", "h", "x", "tt"))
_ABBREVIATED = frozenset(("tp", "tx", "dotted"))
"""Levels that a point may follow: "TP. Huế", "Q. Ba Đình"."""
_NOT_LEVEL_BEFORE = frozenset(("ủy", "đoàn", "hội", "đội"))
_NOT_TINH_BEFORE = frozenset(("thần", "gọn", "thông", "giản", "hoa", "nhuệ"))
"""After "tinh", a slip for "tỉnh", these make it the word that it is."""


_AFTER_NAME = frozenset(
    ("và", "hoặc", "để", "trong", "khi", "do", "có", "là", "được", "theo", "về", "với", "cùng",
     "tại", "từ", "đến", "trước")
)  # fmt: skip


class Places:
    """The grammar of places; see `rules/places.toml`.

    Args:
        levels: words for a territory ("tỉnh", "thị xã").
        ranks: what may follow "cấp".
        alone: words that are a place by themselves.
        provinces: names of provinces, old and new, and others of two parts.
        attributes: what may close a list of places ("ven biển").
    """

    def __init__(
        self,
        *,
        levels: list[str],
        ranks: list[str],
        alone: list[str],
        provinces: list[str],
        attributes: list[str],
    ) -> None:
        self._tails = Phrases((word, None) for word in attributes)
        self._levels = Phrases((level, level) for level in levels)
        self._ranks = Phrases((rank, None) for rank in ranks)
        self._alone = Phrases((word, None) for word in alone)
        self._provinces = Phrases((name, None) for name in provinces)

    def level(self, tokens: Tokens, at: int) -> tuple[int, str] | None:
        """The word for a territory at token ``at``: its end and the word."""
        if tokens.low[at] in _DOTTED and tokens.low[at + 1] == "." and tokens.capital[at]:
            named = tokens.capital[at + 2] or tokens.low[at + 2].isdigit()
            return (at + 1, "dotted") if named else None
        best = None
        for end, word in self._levels.matches(tokens, at):
            barred = _NOT_TINH_BEFORE if word == "tinh" else _NOT_LEVEL_BEFORE
            if tokens.low[end] not in barred or tokens.low[end + 1] in ("thác", "quyền"):
                best = (end, word)
        return best

    def province(self, tokens: Tokens, at: int) -> int | None:
        """The end of the province's name at token ``at``."""
        return self._provinces.longest(tokens, at) if tokens.capital[at] else None

    def name(self, tokens: Tokens, at: int, is_body: Callable[[int], bool]) -> int | None:
        """The end of the proper name at token ``at``: a province's or any in capitals."""
        province = self.province(tokens, at)
        if province is not None and (tokens.shouted[at] or not tokens.capital[province]):
            return province
        if tokens.shouted[at]:
            end = at
            while tokens.low[end].isalpha() and end - at <= _MAX_NAME and not is_body(end):
                end += 1
            closed = tokens.low[end] == "\n" or is_body(end)
            return end if closed and 0 < end - at <= _MAX_NAME else None
        end = at
        while (
            tokens.capital[end]
            and tokens.low[end].isalpha()
            and end - at < _MAX_NAME
            and not (end > at and is_body(end))
        ):
            end += 1
        if end == at or is_body(at):
            return province
        if province is not None and province < end and _opens(tokens, province):
            return province  # "Cần Thơ | Thực hiện"
        follows = tokens.low[end].isalpha() and tokens.low[end] not in _AFTER_NAME
        if end == at + 1 and follows and not province and not tokens.is_upper(at):
            return None  # one capital and a small letter: another word begins
        return max(end, province or end)

    def end(self, tokens: Tokens, at: int, is_body: Callable[[int], bool]) -> int | None:
        """The end of the place at token ``at``, the longest that reads as one; else ``None``.

        Args:
            tokens: of the text.
            at: where the place would begin.
            is_body: whether a body's name begins at a token, at which a place's name ends.
        """
        low = tokens.low
        if low[at] == "các" and low[at + 1] == "cấp":
            return at + 2
        if low[at] == "cấp":
            return self._rank_list(tokens, at)
        alone = self._alone.longest(tokens, at)
        if alone is not None:
            return alone
        start = at + 1 if low[at] in ("các", "một") or low[at].isdigit() else at
        level = self.level(tokens, start)
        if level is None:
            return self.province(tokens, at) if start == at else None
        return self._list(tokens, start, is_body, many=start > at)

    def _rank_list(self, tokens: Tokens, at: int) -> int | None:
        end = self._ranks.longest(tokens, at + 1)
        if end is None:
            return None
        while tokens.low[end] in _SEPARATORS and end - at < _LONGEST_RANKS:
            after = end + 1
            if tokens.low[after] == "cấp":
                after += 1
            more = self._ranks.longest(tokens, after)
            if more is None or (after == end + 1 and tokens.capital[after]):
                break
            end = more
        return end

    def _list(
        self, tokens: Tokens, at: int, is_body: Callable[[int], bool], *, many: bool
    ) -> int | None:
        """Lists: "huyện, thị xã, thành phố", "thành phố Huế và các huyện", "xã A, B và C"."""
        level = self.level(tokens, at)
        if level is None:
            return None
        end, word = level
        if many and tokens.low[end] == ":" and tokens.capital[end + 1]:
            end += 1  # "các xã: Gia Thuận, Tân Điền"
            if self.name(tokens, end, is_body) is None:
                return end - 1
        named = self._named(tokens, end, word, is_body)
        has_name = named is not None
        end = self._tails.longest(tokens, named or end) or named or end
        while tokens.low[end] in _SEPARATORS:
            after = end + 1
            if tokens.low[end] == "," and tokens.low[after] == "và":
                after += 1
            plain = after
            if tokens.low[after] in ("các", "cấp"):
                after += 1
            more = self.level(tokens, after) or _short_level(tokens, after)
            if more is not None:
                again = after > plain
                courts = more[1] == "khu vực"  # "Tòa án nhân dân thành phố và các khu vực"
                if not many and (
                    (has_name and not again) or (again and not has_name and not courts)
                ):
                    break  # "UBND tỉnh Hà Giang, huyện ...", "BHXH tỉnh, các huyện" are two
                end = self._named(tokens, more[0], more[1], is_body) or more[0]
                end = self._tails.longest(tokens, end) or end
                many = True
                continue
            if not (has_name and many and tokens.capital[plain] and not is_body(plain)):
                break
            name = self.name(tokens, plain, is_body)
            if name is None:
                break
            end = name
        return self._tail(tokens, end)

    def _named(
        self, tokens: Tokens, at: int, level: str, is_body: Callable[[int], bool]
    ) -> int | None:
        if tokens.low[at] == "." and tokens.glued(at) and level in _ABBREVIATED:
            return self._named(tokens, at + 1, level, is_body)
        if tokens.low[at].isdigit():
            return at + 1 if level in _NUMBERED else None
        end = self.name(tokens, at, is_body)
        dashed = level in ("khu vực", "phường", "xã")
        if end is not None and dashed and tokens.low[end] == "-":
            return self.name(tokens, end + 1, is_body) or end
        return end

    def _tail(self, tokens: Tokens, end: int) -> int:
        """Add "trực thuộc Trung ương" to a list of provinces, "ủy" to "các huyện, thị, thành"."""
        if tokens.low[end] in ("ủy", "đoàn") and tokens.low[end - 1] in ("thành", "thị", "huyện"):
            return end + 1
        if tokens.low[end : end + 4] == ["trực", "thuộc", "trung", "ương"]:
            return end + 4
        return self._tails.longest(tokens, end) or end


def _opens(tokens: Tokens, at: int) -> bool:
    """Whether a title goes on at token ``at``: a word of two syllables, the first a capital."""
    return tokens.low[at] in _OPENERS and not tokens.capital[at + 1]


def _short_level(tokens: Tokens, at: int) -> tuple[int, str] | None:
    """The short words of lists: "các huyện, thị, thành phố", "các huyện, thành, thị"."""
    if tokens.low[at] not in ("thị", "thành"):
        return None
    closed = not tokens.low[at + 1].isalpha() or tokens.low[at + 1] in _AFTER_SHORT
    return (at + 1, "short") if closed else None
