"""Collectives: "các sở, ban, ngành", "cơ quan có thẩm quyền"; see `rules/collective.toml`."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.entities.bodies import Bodies, Match, related_end
from pipeline.entities.phrases import Phrases
from pipeline.entities.places import Places
from pipeline.entities.tokens import Readings, Tokens

_SEPARATORS = frozenset((",", "và", "/", "-", "hoặc"))
_TERRITORIES = frozenset(
    ("huyện", "thị xã", "thành phố", "quận", "xã", "phường", "thị trấn", "đặc khu", "tỉnh", "thôn",
     "bản", "ấp", "khu phố", "tổ dân phố")
)  # fmt: skip
_NEVER_ALONE = frozenset(("tổ chức", "cấp", "chính quyền", "mặt trận"))
_WEAK_ALONE = frozenset(
    ("địa phương", "trường", "trường học", "viện", "bệnh viện", "lực lượng", "cơ sở y tế",
     "cơ sở giáo dục", "khoa", "trung tâm", "hiệp hội", "ban quản lý", "đội")
)  # fmt: skip
"""Kinds of bodies that are places or people as often: they count where a task links them."""
_NEED_CAPITALS = frozenset(("vụ", "cục", "khoa", "viện"))
_LISTED = frozenset((",", "và", ".", ";", ")", "\n", "thuộc", "trực"))
"""Behind "các khoa, viện", which are words of other things before most else."""
_NO_OBJECT = frozenset(
    ("\n", ",", ".", ";", ":", ")", "và", "trong", "để", "nêu", "có", "theo", "được", "tại",
     "khi", "căn", "chịu", "phải")
)  # fmt: skip
_BEFORE_OTHER_WORDS = frozenset(("phụ", "mọi", "bộ", "cơ", "trụ", "chuyên", "liên", "cán", "cục"))
"""With these the noun behind is part of another word: "cán bộ", "cơ sở"."""
_VERBS = frozenset(("trình", "đề", "báo", "xây", "ban", "phối", "tổ", "chỉ", "hướng", "triển"))
_AFTER_NOUN = frozenset(
    (",", ".", ";", ":", ")", "\n", "và", "chính", "xã", "đoàn", "có", "liên", "trên", "trong",
     "hội",
     "thành", "đảng", "khác", "quốc", "phi", "kinh", "tôn", "thuộc", "của", "cơ", "nghề", "hoặc",
     "cá")
)  # fmt: skip
"""Behind "tổ chức" where it is the noun."""
_NAMED_KINDS = frozenset(
    ("trường đại học", "viện nghiên cứu", "học viện", "trường cao đẳng",
     "trường trung học phổ thông", "trường mầm non", "trường tiểu học")
)  # fmt: skip
"""Kinds of bodies that a list cuts (GUIDELINE, Small cases)."""
_OWN_SPAN = frozenset(("tổ chức chính trị - xã hội", "tổ chức chính trị xã hội"))
_MOST_NOUNS = 24
"""Nouns of one collective: more than any list of kinds has, so that reading one has an end."""
_MOST_ATTRIBUTES = 12
"""The same of the attributes behind a noun."""


@dataclass(frozen=True, slots=True)
class CollectiveWords:
    """The lists of `rules/collective.toml`."""

    quantifiers: list[str]
    nouns: list[str]
    attributes: list[str]
    verbal: list[str]
    heading: list[str]
    objects: list[str]
    counted: list[str]
    numerals: list[str]
    not_before: list[str]
    compounds: list[str]
    formulas: list[str]
    spoilers: list[str]


class Collectives:
    """Finds the collective that begins at a token."""

    def __init__(self, words: CollectiveWords, *, bodies: Bodies, places: Places) -> None:
        self.quantifiers: Phrases[None] = Phrases((word, None) for word in words.quantifiers)
        self._nouns = Phrases((noun, noun) for noun in words.nouns)
        self._attributes = Phrases((word, None) for word in words.attributes)
        self._heading = Phrases((word, None) for word in words.heading)
        self._objects = frozenset(words.objects)
        self._counted = frozenset(words.counted)
        self._numerals = Phrases((word, None) for word in words.numerals)
        self._verbal = Phrases((word, None) for word in words.verbal)
        self._not_before = Phrases((word, None) for word in words.not_before)
        self._compounds = Phrases((word, None) for word in words.compounds)
        self._formulas = Phrases((formula, None) for formula in words.formulas)
        self._spoilers = Phrases((word, None) for word in words.spoilers)
        self._bodies = bodies
        self._places = places
        self._read_nouns: Readings[tuple[int, str] | None] = Readings()
        self._ends: Readings[int] = Readings()

    def opens(self, tokens: Tokens, at: int) -> bool:
        """Whether a noun of a collective stands at token ``at``."""
        return self._noun(tokens, at) is not None

    def find(self, tokens: Tokens, at: int) -> Match | None:
        """The longest collective that begins at token ``at``."""
        start = self.quantifiers.longest(tokens, at)
        number = None if start is not None else self._number(tokens, at)
        quantified = start is not None or number is not None
        first = start or number or at
        if not self._nouns.begins(tokens.low[first]):
            return None
        nouns, end = self._list(tokens, first, quantified=quantified)
        if not nouns or self._is_spoilt(tokens, nouns, end):
            return None
        if number is not None and (nouns[0] not in self._counted or nouns == ["bộ"]):
            return None
        if not quantified:
            alone = self._counts_alone(tokens, at, nouns, end)
            return Match(at, end, "collective") if alone else None
        if not self._counts_quantified(tokens, nouns, end):
            return None
        bare = end - first == sum(len(noun.split()) for noun in nouns[:1]) and len(nouns) == 1
        weak = set(nouns) <= _TERRITORIES or (bare and nouns[0] in _WEAK_ALONE)
        return Match(at, end, "collective-weak" if weak else "collective")

    def _number(self, tokens: Tokens, at: int) -> int | None:
        """The end of a numeral that counts bodies ("02 đơn vị", "hai sở")."""
        if tokens.low[at].isdigit() and tokens.low[at - 1] not in ("năm", "số", "/", ".", ","):
            return at + 1
        return self._numerals.longest(tokens, at)

    def _list(self, tokens: Tokens, at: int, *, quantified: bool) -> tuple[list[str], int]:
        """The nouns from token ``at`` and the end of the list with its attributes."""
        nouns: list[str] = []
        end = at
        place = at
        while len(nouns) < _MOST_NOUNS:
            noun = self._noun(tokens, place)
            if noun is None or (nouns and self._is_cut(tokens, nouns, noun, place)):
                break
            nouns.append(noun[1])
            end = self._with_attributes(tokens, noun[0])
            place = self._after_separator(tokens, end)
            if place is None or (noun[1] == "chính quyền" and tokens.low[end - 1] == "cấp"):
                break
            if not quantified and len(nouns) == 1 and tokens.low[place - 1] == "các":
                break
        return nouns, end

    def _noun(self, tokens: Tokens, at: int) -> tuple[int, str] | None:
        """The longest noun at token ``at``: its end and the noun."""
        return self._read_nouns.at(tokens, at, lambda: self._longest_noun(tokens, at))

    def _longest_noun(self, tokens: Tokens, at: int) -> tuple[int, str] | None:
        if tokens.capital[at]:
            body = self._bodies.find(tokens, at)
            if body is not None:
                return None
        best = None
        blocked = self._compounds.longest(tokens, at) or at
        for end, noun in self._nouns.matches(tokens, at):
            listed = tokens.low[at - 1] in ("các", ",", "và") and tokens.low[end] in _LISTED
            if end >= blocked and (tokens.capital[at] or listed or noun not in _NEED_CAPITALS):
                best = (end, noun)
        return best

    def _is_cut(self, tokens: Tokens, nouns: list[str], noun: tuple[int, str], at: int) -> bool:
        """Whether a noun opens a list of its own behind these nouns."""
        end, word = noun
        again = tokens.low[at - 1] == "các"
        formula = nouns[0] in ("sở", "bộ", "ban", "sở ban ngành")
        if again and (word in _TERRITORIES or nouns[0] in _OWN_SPAN):
            return True
        if again and word.startswith("tổ chức") and not formula:
            return True
        if nouns[0] in _OWN_SPAN and word.startswith("tổ chức"):
            return True
        if word in _NAMED_KINDS and nouns[-1] in _NAMED_KINDS:
            return True
        if word == "tổ chức" and tokens.low[at - 1] == "và" and tokens.low[end] not in _AFTER_NOUN:
            return True  # "các đơn vị và | tổ chức ra quân"
        levels = tokens.low[end : end + 2] == ["các", "cấp"]
        return word == "chính quyền" and levels and not nouns[-1].startswith("cấp ủy")

    def _with_attributes(self, tokens: Tokens, at: int) -> int:
        """The end of the attributes behind a noun that ends before token ``at``."""
        return self._ends.at(tokens, at, lambda: self._attributes_end(tokens, at))

    def _attributes_end(self, tokens: Tokens, at: int) -> int:
        end = at
        for _ in range(_MOST_ATTRIBUTES):
            more = self._attributes.longest(tokens, end)
            if more and tokens.low[more - 1] == "thuộc" and tokens.capital[more]:
                more = None  # "các đơn vị | trực thuộc Sở"
            place = self._places.end(tokens, end, lambda _: False)
            best = max(more or end, place or end)
            related = related_end(tokens, best)
            if related > best:
                return related
            if best == end:
                break
            end = best
        return self._verbal_end(tokens, end)

    def _verbal_end(self, tokens: Tokens, at: int) -> int:
        """Keep "các cơ quan tham mưu" whole; cut "các cơ quan | tham mưu xây dựng"."""
        heading = self._heading.longest(tokens, at)
        if heading is not None:
            return at if tokens.low[heading] in self._objects else heading
        end = self._verbal.longest(tokens, at)
        if end is None or (tokens.low[end] == "," and tokens.low[end + 1] in _VERBS):
            return at
        return end if tokens.low[end] in _NO_OBJECT else at

    def _after_separator(self, tokens: Tokens, at: int) -> int | None:
        """Where the next noun would begin behind a comma, "và", "các"; ``None`` if nowhere."""
        if tokens.low[at] not in _SEPARATORS:
            return None
        place = at + 1
        while tokens.low[place] in _SEPARATORS and place - at < 2:
            place += 1
        return place + 1 if tokens.low[place] == "các" else place

    def _is_spoilt(self, tokens: Tokens, nouns: list[str], end: int) -> bool:
        """Whether the list is about people: "các tổ chức, cá nhân"."""
        after = end
        while tokens.low[after] in _SEPARATORS:
            after += 1
        return (
            after > end
            and nouns == ["tổ chức"]
            and self._spoilers.longest(tokens, after) is not None
        )

    def _counts_quantified(self, tokens: Tokens, nouns: list[str], end: int) -> bool:
        if (
            len(nouns) == 1
            and nouns[0] in _NEVER_ALONE
            and tokens.low[end - 1] == nouns[0].split()[-1]
        ):
            return False
        if nouns[-1] == "ngành" and (
            self._not_before.longest(tokens, end) is not None
            or (tokens.low[end] == "," and tokens.low[end + 1] in ("lĩnh", "nghề"))
        ):
            return False
        return not _is_foreign(tokens, end)

    def _counts_alone(self, tokens: Tokens, at: int, nouns: list[str], end: int) -> bool:
        if low_before(tokens, at) in _BEFORE_OTHER_WORDS or _is_foreign(tokens, end):
            return False
        if tokens.low[end - 2 : end] == ["liên", "quan"]:
            return not set(nouns) <= _TERRITORIES
        if nouns == ["báo đài"] and low_before(tokens, at) in ("trên", "qua"):
            return False
        formula = self._formulas.longest(tokens, at)
        return formula is not None and formula <= end


def _is_foreign(tokens: Tokens, end: int) -> bool:
    """Whether the bodies are other countries', told by what follows within a few words."""
    low = tokens.low
    for at in range(end, end + 7):
        if low[at] in ("\n", ".", ";", "và") or (
            low[at] == "," and at == end and low[at + 1] not in ("doanh", "cá", "viện", "trường")
        ):
            return False
        pair = (low[at], low[at + 1])
        if pair in (
            ("nước", "ngoài"),
            ("quốc", "tế"),
            ("phi", "chính"),
            ("nước", "bạn"),
            ("phía", "bạn"),
            ("các", "nước"),
            ("thế", "giới"),
        ):
            return True
        if (
            at == end
            and low[at] == "của"
            and tokens.capital[at + 1]
            and low[at + 1] in ("lào", "campuchia")
        ):
            return True
    return False


def low_before(tokens: Tokens, at: int) -> str:
    """The token before ``at`` in lower case; a line end before the first."""
    return tokens.low[at - 1] if at else "\n"
