"""Places, levels and territories that close a body's name ("tỉnh Hà Giang", "cấp xã")."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.entities.phrases import Phrases
from pipeline.entities.tokens import Tokens

_MAX_NAME = 4
_SEPARATORS = frozenset((",", "và", "/", "-", "hoặc"))
_NUMBERED = frozenset(("quận", "phường", "khu vực", "vùng"))
_NOT_LEVEL_BEFORE = frozenset(("ủy", "đoàn", "hội", "đội"))


class Places:
    """The grammar of places; see `rules/places.toml`.

    Args:
        levels: words for a territory ("tỉnh", "thị xã").
        ranks: what may follow "cấp".
        alone: words that are a place by themselves.
        provinces: names of provinces, old and new.
    """

    def __init__(
        self, *, levels: list[str], ranks: list[str], alone: list[str], provinces: list[str]
    ) -> None:
        self._levels = Phrases((level, level) for level in levels)
        self._ranks = Phrases((rank, None) for rank in ranks)
        self._alone = Phrases((word, None) for word in alone)
        self._provinces = Phrases((name, None) for name in provinces)

    def level(self, tokens: Tokens, at: int) -> tuple[int, str] | None:
        """The word for a territory at token ``at``: its end and the word."""
        best = None
        for end, word in self._levels.matches(tokens, at):
            if tokens.low[end] not in _NOT_LEVEL_BEFORE or tokens.low[end - 1] != word.split()[-1]:
                best = (end, word)
        return best

    def province(self, tokens: Tokens, at: int) -> int | None:
        """The end of the province's name at token ``at``."""
        return self._provinces.longest(tokens, at) if tokens.capital[at] else None

    def name(self, tokens: Tokens, at: int, is_body: Callable[[int], bool]) -> int | None:
        """The end of the proper name at token ``at``: a province's or any in capitals."""
        province = self.province(tokens, at)
        if province is not None:
            return province
        if tokens.shouted[at]:
            end = at
            while tokens.low[end].isalpha():
                end += 1
            ends_line = tokens.low[end] == "\n" and 0 < end - at <= _MAX_NAME
            return end if ends_line else None
        end = at
        while (
            tokens.capital[end]
            and tokens.low[end].isalpha()
            and end - at < _MAX_NAME
            and not (end > at and is_body(end))
        ):
            end += 1
        return end if end > at and not is_body(at) else None

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
        start = at + 1 if low[at] == "các" or low[at] == "một" else at
        level = self.level(tokens, start)
        if level is None:
            return self.province(tokens, at) if start == at else None
        return self._list(tokens, start, is_body, many=start > at)

    def _rank_list(self, tokens: Tokens, at: int) -> int | None:
        end = self._ranks.longest(tokens, at + 1)
        if end is None:
            return None
        while tokens.low[end] in _SEPARATORS:
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
        """ "huyện, thị xã, thành phố", "thành phố Huế và các huyện, thị xã", "xã A, B và C"."""
        level = self.level(tokens, at)
        if level is None:
            return None
        end, word = level
        named = self._named(tokens, end, word, is_body)
        has_name = named is not None
        end = named or end
        while tokens.low[end] in _SEPARATORS:
            after = end + 1
            if tokens.low[end] == "," and tokens.low[after] == "và":
                after += 1
            plain = after
            if tokens.low[after] in ("các", "cấp"):
                after += 1
            more = self.level(tokens, after)
            if more is not None:
                if has_name and after == plain and not many and tokens.low[end] == ",":
                    break  # "UBND tỉnh Hà Giang, huyện ..." are two
                end = self._named(tokens, more[0], more[1], is_body) or more[0]
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
        if tokens.low[at].isdigit():
            return at + 1 if level in _NUMBERED else None
        return self.name(tokens, at, is_body)

    def _tail(self, tokens: Tokens, end: int) -> int:
        """ "trực thuộc Trung ương" belongs to a list of provinces."""
        return end + 4 if tokens.low[end : end + 4] == ["trực", "thuộc", "trung", "ương"] else end
