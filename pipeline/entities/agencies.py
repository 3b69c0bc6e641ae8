"""AGENCY: bodies, collectives, short forms that the document itself defines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotations import Entity, Label
from pipeline.entities.bodies import Bodies, Match
from pipeline.entities.collectives import Collectives, low_before
from pipeline.entities.tokens import Tokens

_DEFINED = re.compile(
    r" ?\((?:(?:sau đây |dưới đây )?(?:được )?(?:gọi"
    r"|viết) (?:chung )?(?:tắt)? ?(?:là)? ?:? ?)[“\"']?"
    r"(?P<name>[^()“”\"']{2,60}?)[”\"']?\)"
)
_ABBREVIATED = re.compile(
    r"\s?\((?P<name>[A-ZĐ][A-ZĐa-z]{0,3}[A-ZĐ&-]{1,12}(?:\s(?:tỉnh|TP|huyện|xã))?)\)"
)
_MANY_WORDS = (
    "ban chỉ đạo",
    "ban quản lý",
    "ban chỉ huy",
    "tổ công tác",
    "hội đồng",
    "bệnh viện",
    "trung tâm",
    "hội hữu nghị",
    "ban điều hành",
    "văn phòng ban chỉ đạo",
    "văn phòng ban chỉ huy",
)
_ONE_WORD = ("đoàn", "sở", "đài", "cục", "viện", "trường", "bộ", "hội", "chi cục", "ban")


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A name that a document defines for a body it has named in full."""

    name: str
    rule: str


class Agencies:
    """Finds agencies: what begins at each token, the longest reading first."""

    def __init__(self, bodies: Bodies, collectives: Collectives) -> None:
        self._bodies = bodies
        self._collectives = collectives

    def find(self, tokens: Tokens) -> list[Entity]:
        """The agencies of a text, in order, none overlapping."""
        matches = self._scan(tokens, ())
        forms = (*_short_forms(tokens, matches), *self._announced(tokens))
        if forms:
            matches = self._scan(tokens, forms)
        matches = [*matches, *self._anaphora(tokens, matches)]
        matches.sort(key=lambda match: match.start)
        return [
            Entity(Label.AGENCY, tokens.span(match.start, match.end), f"rule:agency-{match.rule}")
            for match in matches
            if not _introduces_list(tokens, match)
        ]

    def _scan(self, tokens: Tokens, forms: tuple[ShortForm, ...]) -> list[Match]:
        found: list[Match] = []
        known = {form.name: form.rule for form in forms}
        lengths = sorted({len(name.split()) for name in known}, reverse=True)
        at = 0
        while at < len(tokens):
            if not tokens.low[at].isalnum():
                at += 1
                continue
            if listed := self._bodies.listed(tokens, at):
                found.extend(listed)
                at = listed[-1].end
                continue
            match = self._longest(tokens, at, known, lengths)
            if match is None or _is_part_of_another_word(tokens, match):
                at += 1
                continue
            found.extend((match, *self._bodies.elliptical(tokens, match)))
            at = found[-1].end
        return found

    def _announced(self, tokens: Tokens) -> Iterator[ShortForm]:
        """Short forms of lists: "(sau đây viết tắt là cơ quan, đơn vị)"."""
        for found in _DEFINED.finditer(tokens.text):
            at = tokens.at(found.start("name"))
            if self._collectives.opens(tokens, at) and tokens.ends[at] <= found.end("name"):
                yield ShortForm(_spaced(found["name"]), "collective")

    def _longest(
        self, tokens: Tokens, at: int, known: dict[str, str], lengths: Iterable[int]
    ) -> Match | None:
        candidates = [
            self._bodies.find(tokens, at),
            self._collectives.find(tokens, at),
            self._short(tokens, at, known, lengths),
        ]
        for end, _ in self._collectives.quantifiers.matches(tokens, at):
            inner = self._bodies.find(tokens, end, many=True) or self._short(
                tokens, end, known, lengths
            )
            if inner is not None and _takes_quantifier(tokens, inner):
                candidates.append(Match(at, self._like(tokens, inner.end), inner.rule))
        return max(
            (match for match in candidates if match is not None),
            key=lambda match: match.end,
            default=None,
        )

    def _like(self, tokens: Tokens, end: int) -> int:
        """Attributes without an object close a body of which there are many."""
        for attribute in (
            ["thành", "viên"],
            ["trực", "thuộc"],
            ["liên", "quan"],
            ["có", "liên", "quan"],
        ):
            if tokens.low[end : end + len(attribute)] == attribute:
                return end + len(attribute)
        return end

    def _short(
        self, tokens: Tokens, at: int, known: dict[str, str], lengths: Iterable[int]
    ) -> Match | None:
        for length in lengths:
            end = at
            words: list[str] = []
            while len(words) < length and tokens.low[end] != "\n":
                words.append(tokens.word(end))
                end += 1
            rule = known.get(" ".join(words))
            if rule is not None:
                return Match(at, self._bodies.tail(tokens, end, rule=rule), rule)
        return None

    def _anaphora(self, tokens: Tokens, found: list[Match]) -> Iterator[Match]:
        """Capitalised heads alone that look back to a body named in full."""
        named = {_head(tokens, match) for match in found}
        taken = {at for match in found for at in range(match.start, match.end)}
        for at in range(len(tokens)):
            if at in taken or not tokens.capital[at] or tokens.shouted[at]:
                continue
            for head in (*_MANY_WORDS, *_ONE_WORD):
                words = head.split()
                end = at + len(words)
                if (
                    head in named
                    and tokens.low[at:end] == words
                    and _stands_alone(tokens, at, end)
                    and not self._bodies.is_compound(tokens, at)
                ):
                    yield Match(at, end, "anaphora")
                    break


def _head(tokens: Tokens, match: Match) -> str:
    low = tokens.low[match.start : match.end]
    if low and low[0] == "các":
        low = low[1:]
    text = " ".join(low)
    return next((head for head in (*_MANY_WORDS, *_ONE_WORD) if text.startswith(f"{head} ")), "")


_ALONE_AFTER = frozenset(
    ("\n", ",", ".", ";", ":", ")", "(", "và", "để", "có", "theo", "về", "tại", "trong", "khi",
     "được", "tổ", "chủ",
     "phối", "tham", "thực", "hướng", "báo", "xem", "là", "sẽ", "đã", "tiếp", "ban", "phê",
     "quyết", "tổng", "gửi", "cử",
     "chịu", "phụ", "kịp", "thường", "rà", "lập", "xây", "này", "trước", "hoặc", "cùng", "với",
     "bố", "giao", "trình", "căn", "tăng", "mở", "phát", "đưa", "đẩy", "xử", "cung", "bảo",
     "đảm", "duy", "hoàn", "hỗ", "kiểm", "giám", "nghiên", "làm", "nắm", "cập", "đăng")
)  # fmt: skip


_BEFORE_HEAD = frozenset(
    ("lãnh", "đạo", "đốc", "trưởng", "của", "thủ", "giao", "nghị", "cầu", "cho")
)


def _stands_alone(tokens: Tokens, at: int, end: int) -> bool:
    """Whether a head stands where a name is complete, not where one was missed."""
    whole = tokens.low[at:end] in (["sở"], ["bộ"]) and not tokens.capital[end]
    if tokens.low[end] not in _ALONE_AFTER and not whole:
        return False
    if at and tokens.capital[at - 1] and tokens.low[at - 1].isalpha() and end == at + 1:
        return low_before(tokens, at) in _BEFORE_HEAD
    if tokens.low[at] == "ban" and end == at + 1:
        return low_before(tokens, at) in ("của", "với", "do", "cho", "gửi", "về", "viên", "đạo")
    return True


_BEFORE_GOVERNMENT = frozenset(("hai", "phi", "liên"))
_BEFORE_SCHOOL = frozenset(
    ("xã", "phường", "huyện", "lạch", "sông", "cầu", "cảng", "núi", "đèo", "đảo", "thôn", "cửa",
     "quần", "dãy", "đường", "tôm")
)  # fmt: skip
_BEFORE_BUREAU = frozenset(("nhiệm", "dịch", "phục", "nghiệp", "chức", "công", "thời", "mùa"))
_BEFORE_SECTOR = frozenset(("chuyên", "liên", "đa"))


def _is_part_of_another_word(tokens: Tokens, match: Match) -> bool:
    """Whether another word holds the name ("phi Chính phủ", "sông Trường Giang", "liên ngành")."""
    before = low_before(tokens, match.start)
    if match.rule == "government":
        return before in _BEFORE_GOVERNMENT
    if match.rule == "sector":
        return before in _BEFORE_SECTOR
    if match.rule in ("state-institution", "tax-office"):
        return before == "luật"
    if tokens.low[match.start] == "vụ":
        return before in _BEFORE_BUREAU
    return tokens.low[match.start] == "trường" and before in _BEFORE_SCHOOL


def _takes_quantifier(tokens: Tokens, body: Match) -> bool:
    return body.rule not in ("government", "ministry", "international")


def _introduces_list(tokens: Tokens, match: Match) -> bool:
    """Whether a collective only introduces its own list: "Các cơ quan: Sở ..., Sở ..."."""
    if not match.rule.startswith("collective") or tokens.low[match.end] != ":":
        return False
    return tokens.capital[match.end + 1] and tokens.low[match.end + 1] in (
        "sở",
        "bộ",
        "ban",
        "công",
        "ubnd",
        "ủy",
        "cục",
        "văn",
        "hội",
        "đài",
    )


def _short_forms(tokens: Tokens, matches: list[Match]) -> Iterator[ShortForm]:
    """The short forms that stand in brackets behind a body."""
    for match in matches:
        end = tokens.ends[match.end - 1]
        for pattern in (_DEFINED, _ABBREVIATED):
            found = pattern.match(tokens.text, end)
            if found is not None:
                yield ShortForm(_spaced(found["name"]), match.rule)
                break


def _spaced(name: str) -> str:
    """The tokens of a name, parted by spaces."""
    return " ".join(re.findall(r"\d+|[^\W\d_]+|[^\w\s]", name))
