"""Open names ("Kiểm soát bệnh tật", "Festival Huế"), read word by word.

A Vietnamese word is several syllables of which only the first is capitalised, so where a name
ends is a question of words: those of `rules/names.toml`, else a capitalised syllable and the
next one, unless that one opens a verb or another phrase.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.entities.phrases import Phrases
from pipeline.entities.tokens import Tokens

_SIGNS = frozenset(("&", "-", ",", ".", "/"))
_LONGEST = 80
"""Tokens that a name may have: the longest official ones have half as many."""
_BRANCHES = frozenset(
    (
        "cảnh",
        "bảo",
        "thuế",
        "hải",
        "thống",
        "kiểm",
        "thanh",
        "đại",
        "cổng",
        "chính",
        "quân",
        "văn",
        "thi",
        "lao",
        "trung",
        "biên",
    )
)
"""First syllables of branches that units of a body are named for, and bodies of their own."""
_LEVELS = frozenset(
    ("tỉnh", "huyện", "quận", "phường", "xã", "thành", "thị", "cấp", "các", "trung")
)


def _is_level(tokens: Tokens, at: int) -> bool:
    """Whether a word for a level or territory begins here, with which the place begins."""
    after = _TWO_SYLLABLES.get(tokens.low[at])
    return tokens.low[at + 1] in after if after else tokens.low[at] in _LEVELS


_TWO_SYLLABLES = {"thành": ("phố", "ủy", "đoàn"), "thị": ("xã", "trấn", "ủy"), "trung": ("ương",)}


class Names:
    """The grammar of open names.

    Args:
        words: words that may stand in lower case inside a name.
        capitalised: words that are in a name only when capitalised.
        stops: syllables with which a name never goes on.
        long: words with which the long names of steering bodies go on.
        breaks: capitalised words that begin something else than a name's next word.
    """

    def __init__(
        self,
        *,
        words: list[str],
        capitalised: list[str],
        stops: list[str],
        long: list[str],
        breaks: list[str],
    ) -> None:
        self._breaks = Phrases((word, None) for word in breaks)
        self._words = Phrases((word, None) for word in words)
        self._capitalised = Phrases((word, None) for word in (*words, *capitalised))
        self._long = Phrases((word, None) for word in (*words, *capitalised, *long))
        self._stops = frozenset(stops)

    def abbreviation(self, tokens: Tokens, at: int) -> int | None:
        """The end of an abbreviated name ("KH&ĐT", "VH,TT&DL", "LĐ-TB&XH")."""
        if tokens.shouted[at] or not tokens.is_upper(at):
            return None
        end = at + 1
        while True:
            if tokens.glued(end) and (tokens.is_upper(end) or tokens.low[end].isdigit()):
                end += 1  # "KHĐT", "PC04"
            elif tokens.low[end] in _SIGNS and tokens.glued(end) and self._goes_on(tokens, end + 1):
                end += 2
            else:
                return end

    def _goes_on(self, tokens: Tokens, at: int) -> bool:
        word = tokens.word(at)
        return tokens.glued(at) and word.isalpha() and word.isupper()

    def end(
        self, tokens: Tokens, at: int, is_body: Callable[[int], bool], *, long: bool = False
    ) -> int | None:
        """The end of the name at token ``at``, or ``None``.

        Args:
            tokens: of the text.
            at: where the name would begin.
            is_body: whether a body's name begins at a token, at which this one ends.
            long: whether lower-case words may open and connect it.
        """
        start = at + 1 if long and tokens.low[at] == "về" else at
        end = self._word(tokens, start, is_body, first=not long, long=long)
        if end is None:
            return None
        while end - at < _LONGEST:
            more = self._word(tokens, end, is_body, first=False, long=False)
            if more is None:
                more = self._number(tokens, end, long=long)
            if more is None:
                more = self._connected(tokens, end, is_body, long=long)
            if more is None:
                break
            end = more
        return end

    def _word(
        self, tokens: Tokens, at: int, is_body: Callable[[int], bool], *, first: bool, long: bool
    ) -> int | None:
        """The end of the word at token ``at`` if a name can have it there."""
        if not tokens.low[at].isalnum() or (
            is_body(at) and not (first and self._is_inner(tokens, at))
        ):
            return None
        if not first and tokens.capital[at] and self._breaks.longest(tokens, at) is not None:
            return None
        words = self._long if long else self._capitalised if tokens.capital[at] else self._words
        known = words.longest(tokens, at)
        if known is not None and (tokens.capital[at] or not first):
            return known
        if not tokens.capital[at] or tokens.shouted[at] or _is_level(tokens, at):
            return None
        upper = self.abbreviation(tokens, at)
        if upper is not None:
            return upper
        after = at + 1
        follows = (
            tokens.low[after].isalpha()
            and not tokens.capital[after]
            and tokens.low[after] not in self._stops
            and not _is_level(tokens, after)
        )
        return after + 1 if follows else after

    def _is_inner(self, tokens: Tokens, at: int) -> bool:
        """Whether what begins a body's name is here a branch ("Phòng | Cảnh sát giao thông")."""
        return tokens.low[at] in _BRANCHES

    def _number(self, tokens: Tokens, at: int, *, long: bool) -> int | None:
        """A number in a name: "triển khai Đề án 06", "Trung tâm Cấp cứu 115"."""
        if tokens.low[at] == "số" and tokens.low[at + 1].isdigit() and not long:
            return at + 2  # "Phòng Công chứng số 1"
        if not tokens.low[at].isdigit() or tokens.low[at + 1] in ("/", "-"):
            return None
        named = long and tokens.low[at - 1] in ("án", "quyết", "thị", "trình", "định")
        return at + 1 if named or len(tokens.low[at]) == 3 else None

    def _connected(
        self, tokens: Tokens, at: int, is_body: Callable[[int], bool], *, long: bool
    ) -> int | None:
        """The end of a further word behind "và", "-", "về", "," at token ``at``."""
        sign = tokens.low[at]
        after = at + 1
        if sign in ("và", "&", "-", "/"):
            if self._breaks.longest(tokens, after) is not None or is_body(after):
                return None
            if tokens.low[after + 2].isdigit() or tokens.low[after + 2] == "số":
                return None  # "... và Kế hoạch 19/KH-UBND"
            word = self._word(tokens, after, is_body, first=not long, long=long)
            return None if sign == "-" and not tokens.capital[after] else word
        if sign == "về":
            if tokens.low[after : after + 2] == ["kế", "hoạch"]:
                return None
            return self._word(tokens, after, is_body, first=False, long=long)
        if sign == ",":
            return self._listed(tokens, after, is_body, long=long)
        return None

    def _listed(
        self, tokens: Tokens, at: int, is_body: Callable[[int], bool], *, long: bool
    ) -> int | None:
        """A comma goes on only in "A, B và C" of words in capitals, one name with three parts."""
        start = at
        end = self._part(tokens, at, is_body, long=long)
        while long and end is not None and tokens.low[end] == "," and end - start < _LONGEST:
            at = end + 1
            end = self._part(tokens, at, is_body, long=long)
        if end is None:
            return None
        if "và" in tokens.low[at:end]:
            return end  # "Đầu tư, | Thương mại và Du lịch"
        if tokens.low[end] not in ("và", "&"):
            return None
        last = self._word(tokens, end + 1, is_body, first=not long, long=long)
        return last if last is not None and (long or tokens.capital[end + 1]) else None

    def _part(
        self, tokens: Tokens, at: int, is_body: Callable[[int], bool], *, long: bool
    ) -> int | None:
        """The end of the words at token ``at`` up to a sign or "và", if a name can have them."""
        end = self._word(tokens, at, is_body, first=not long, long=long)
        while end is not None and tokens.low[end].isalnum() and tokens.low[end] != "và":
            end = self._word(tokens, end, is_body, first=False, long=long)
        return end
