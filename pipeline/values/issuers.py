"""Who issues a plan: what its letterhead says, and which parts it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.values.mentions import Syllables
from pipeline.values.registry import Entry, Registry
from pipeline.values.types import AgencyValue
from pipeline.values.words import heads_of, phrases, starts, words


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuer of a plan, or nothing yet.

    Args:
        value: what it is.
        over: the bodies of the letterhead above it, the nearest last, and its own body where it
            is a part of one.
        chapter: the association's name where it is the branch of one.
    """

    value: AgencyValue | None = None
    over: tuple[AgencyValue, ...] = ()
    chapter: str = ""

    @property
    def id(self) -> str:
        """Its identifier; "" where there is none."""
        return self.value.id if self.value is not None else ""

    @property
    def body(self) -> str:
        """What its parts stand under: a board that issues for a body has none of its own."""
        body, _, part = self.id.rpartition(">")
        return body if part in words("steering") else self.id

    @property
    def institution(self) -> bool:
        """Whether it is a school, a hospital, an enterprise, with organisations of its own."""
        return self.id.startswith(("other:", *words("institutions")))

    @property
    def committee(self) -> bool:
        """Whether it stands for a territory, not for a field of work."""
        return self.id.startswith(words("committees"))

    def unit_heads(self) -> dict[tuple[str, ...], None]:
        """What the names of its parts begin with."""
        few = heads_of(self.id)
        return phrases("units") if few is None else few

    def own(self, parts: Syllables) -> int:
        """The part of the issuer that a mention names which elsewhere is another body.

        "Đoàn Thanh niên" in a plan of a school, "Thanh tra" and "Đảng ủy Sở" in one of a
        department, "Ban Tuyên giáo" in one of an association.

        Returns:
            how many syllables its name has; 0 for other mentions.
        """
        if not self.id or self.committee:
            return 0
        names = phrases("own")
        if self.institution:
            names = names | phrases("own_of_institutions")
        elif self.chapter:
            names = names | phrases("own_of_associations")
        for end in range(len(parts), 0, -1):
            if parts.low[:end] in names and (end == len(parts) or self._calls(parts.part(end))):
                return end
        return 0

    def _calls(self, parts: Syllables) -> bool:
        """Whether the plan calls its issuer so: "Sở", "Trường"."""
        name = self.body.rpartition(">")[2].removeprefix("other:")
        return parts.low in phrases("short_forms") and name.startswith(f"{parts.slug()}-")


def below(issuer: Issuer, value: AgencyValue, *, registry: Registry) -> Issuer:
    """The issuer after another line of the letterhead.

    Args:
        issuer: what the lines before say.
        value: what the line stands for.
        registry: the bodies that are known.
    """
    over = issuer.over if issuer.value is None else (*issuer.over, issuer.value)
    body = value.id.rpartition(">")[0]
    entry = _kind(registry, body or value.id)
    if body and entry is not None and all(each.id != body for each in over):
        over = (*over, replace(value, id=body, kind=entry.id, name=entry.name, written=entry.name))
    association = entry is not None and entry.file == "organisations.toml" and bool(entry.units)
    return Issuer(value, over, entry.name if association and entry is not None else "")


def _kind(registry: Registry, identifier: str) -> Entry | None:
    kind, at, _ = identifier.partition("@")
    return next((each for each in registry.kinds(kind) if bool(each.units) == bool(at)), None)


def is_steering(parts: Syllables) -> bool:
    """Whether a line of a letterhead is the board that issues for the body above it."""
    return parts.slug() in words("steering")


def chapter_place(parts: Syllables) -> Syllables | None:
    """The place of a branch: "BAN CHẤP HÀNH TỈNH HÀ NAM" under the association's name."""
    size = starts(parts.low, "chapters")
    return parts.part(size) if 0 < size < len(parts) else None


def chapter_names(line: str, issuer: Issuer, registry: Registry) -> Sequence[str]:
    """Names of an association without its own territory, the likeliest first."""
    entry = _kind(registry, issuer.id) if issuer.value is not None else None
    whole = " ".join(line.split())
    names = [entry.name] if entry is not None and entry.units else []
    for tail in (" VIỆT NAM", " Việt Nam"):
        names += [whole.removesuffix(tail)] * whole.endswith(tail)
    return [*names, whole]
