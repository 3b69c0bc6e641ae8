"""How far two annotations of the same plans agree, and where they do not.

Agreement is F1 with one annotator as the reference of the other, which is the same either way
round. Chance-corrected measures need a count of the non-entities, which spans do not have; F1
is what kappa tends to as that count grows (Hripcsak and Rothschild, "Agreement, the F-measure,
and reliability in information retrieval", 2005).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from operator import itemgetter
from typing import Generic, TypeVar

from annotations.corpus import AnnotatedPlan
from annotations.errors import KehoachError
from annotations.language import say
from annotations.types import Annotation, Entity, Label, Relation, Role

_Item = TypeVar("_Item", Entity, Relation)


class Kind(StrEnum):
    """How two annotations differ in one place."""

    ONLY_FIRST = "only the first"
    ONLY_SECOND = "only the second"
    BORDERS = "borders"
    LABELS = "labels"
    ENDS = "ends"


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement on one label or role.

    Args:
        what: the label or role.
        first: how many the first annotator has.
        second: how many the second one has.
        both: how many of them are the same.
    """

    what: Label | Role
    first: int
    second: int
    both: int

    @property
    def f1(self) -> float | None:
        """Twice the shared over all; ``None`` where neither annotator has any."""
        total = self.first + self.second
        return 2 * self.both / total if total else None


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the annotations differ.

    Args:
        plan: the plan.
        line: the 1-based line of its text.
        what: the label or role of the first annotation, or else of the second.
        kind: how they differ.
        first: what the first annotator has.
        second: what the second one has.
    """

    plan: str
    line: int
    what: Label | Role
    kind: Kind
    first: str | None
    second: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two annotations compared.

    Args:
        agreements: every label and role.
        differences: every difference, plan by plan in text order.
        plans: the plans that both have.
        alone: the plans that only one has; they count for nothing.
    """

    agreements: tuple[Agreement, ...]
    differences: tuple[Difference, ...]
    plans: tuple[str, ...]
    alone: tuple[str, ...]


def compare(first: Sequence[AnnotatedPlan], second: Sequence[AnnotatedPlan]) -> Comparison:
    """Compare the annotations of two annotators.

    Raises:
        KehoachError: when they have no plan in common, or a text differs.
    """
    ours = {plan.name: plan.annotation for plan in first}
    theirs = {plan.name: plan.annotation for plan in second}
    names = sorted(ours.keys() & theirs.keys())
    if not names:
        raise KehoachError(say("the two have no plan of the same name: nothing to compare"))
    counts: Counter[tuple[Label | Role, str]] = Counter()
    differences: list[Difference] = []
    for name in names:
        if ours[name].text != theirs[name].text:
            raise KehoachError(say("{name}: the two annotate different texts", name=name))
        _count(ours[name], theirs[name], counts)
        differences += _differences(name, ours[name], theirs[name])
    agreements = tuple(
        Agreement(what, *(counts[what, side] for side in ("first", "second", "both")))
        for what in (*Label, *Role)
    )
    alone = tuple(sorted(ours.keys() ^ theirs.keys()))
    return Comparison(agreements, tuple(differences), tuple(names), alone)


def _count(
    first: Annotation, second: Annotation, counts: Counter[tuple[Label | Role, str]]
) -> None:
    ours = {_key(item) for item in (*first.entities, *first.relations)}
    theirs = {_key(item) for item in (*second.entities, *second.relations)}
    for side, keys in (("first", ours), ("second", theirs), ("both", ours & theirs)):
        counts.update((key[0], side) for key in keys)


@dataclass(frozen=True, slots=True)
class _Pair(Generic[_Item]):
    """What stands in one place, by one annotator or by both.

    Args:
        item: the first annotator's, or else the second's.
        first: the first annotator's.
        second: the second annotator's.
    """

    item: _Item
    first: _Item | None
    second: _Item | None


def _differences(name: str, first: Annotation, second: Annotation) -> list[Difference]:
    found: list[_Pair[Entity] | _Pair[Relation]] = [
        *_unshared(first.entities, second.entities, _entity_likeness),
        *_unshared(first.relations, second.relations, _relation_likeness),
    ]
    found.sort(key=lambda pair: _start(pair.item))
    return [_difference(name, first.text, pair) for pair in found]


def _unshared(
    first: Sequence[_Item],
    second: Sequence[_Item],
    likeness: Callable[[_Item, _Item], tuple[int, ...]],
) -> Iterator[_Pair[_Item]]:
    """What the two do not share: the most alike of it in pairs, the rest alone."""
    shared = {_key(item) for item in first} & {_key(item) for item in second}
    ours = {_key(item): item for item in first if _key(item) not in shared}
    theirs = {_key(item): item for item in second if _key(item) not in shared}
    candidates = [
        (alike, one, other)
        for one, other in product(ours.values(), theirs.values())
        if any(alike := likeness(one, other))
    ]
    for _, one, other in sorted(candidates, key=itemgetter(0), reverse=True):
        if _key(one) in ours and _key(other) in theirs:
            del ours[_key(one)], theirs[_key(other)]
            yield _Pair(one, one, other)
    yield from (_Pair(one, one, None) for one in ours.values())
    yield from (_Pair(other, None, other) for other in theirs.values())


def _entity_likeness(one: Entity, other: Entity) -> tuple[int, ...]:
    if (one.label is Label.TASK) != (other.label is Label.TASK):
        return (0,)
    overlap = min(one.span.end, other.span.end) - max(one.span.start, other.span.start)
    if overlap <= 0 or (one.label != other.label and one.span != other.span):
        return (0,)
    return (one.span == other.span, overlap)


def _relation_likeness(one: Relation, other: Relation) -> tuple[int, ...]:
    if one.role != other.role:
        return (0,)
    heads = one.head.span.overlaps(other.head.span)
    tails = one.tail.span.overlaps(other.tail.span)
    return (heads and tails,)


def _difference(name: str, text: str, pair: _Pair[Entity] | _Pair[Relation]) -> Difference:
    line = text.count("\n", 0, _start(pair.item)) + 1
    first = None if pair.first is None else _shown(pair.first, text)
    second = None if pair.second is None else _shown(pair.second, text)
    return Difference(name, line, _what(pair.item), _kind(pair), first, second)


def _kind(pair: _Pair[Entity] | _Pair[Relation]) -> Kind:
    if pair.first is None:
        return Kind.ONLY_SECOND
    if pair.second is None:
        return Kind.ONLY_FIRST
    if isinstance(pair.first, Relation):
        return Kind.ENDS
    return Kind.BORDERS if _what(pair.first) == _what(pair.second) else Kind.LABELS


def _key(item: Entity | Relation) -> tuple[Label | Role, object]:
    if isinstance(item, Entity):
        return (item.label, item.span)
    return (item.role, (item.head.key, item.tail.key))


def _what(item: Entity | Relation) -> Label | Role:
    return item.label if isinstance(item, Entity) else item.role


def _start(item: Entity | Relation) -> int:
    return (item if isinstance(item, Entity) else item.head).span.start


def _shown(item: Entity | Relation, text: str) -> str:
    if isinstance(item, Entity):
        return f"{item.label} {_words(item, text)}"
    return f"{item.role} {_words(item.head, text)} → {_words(item.tail, text)}"


def _words(entity: Entity, text: str) -> str:
    words = " ".join(entity.span.of(text).split())
    return words if len(words) <= 60 else f"{words[:35]} … {words[-20:]}"
