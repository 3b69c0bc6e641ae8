"""Annotations with errors of every kind, and strategies that draw annotations."""

from __future__ import annotations

import random

from hypothesis import strategies as st

from annotations import ARGUMENTS, Annotation, Entity, Label, Relation, Role, Span

LENGTH = 40
TEXT = "Sở Y tế chủ trì, phối hợp Công an tỉnh. "
assert len(TEXT) == LENGTH


def noisy(annotation: Annotation, *, seed: int, rate: float = 0.3) -> Annotation:
    """Some entities lost, cut short or of another label; some relations lost or renamed."""
    chance = random.Random(seed)
    kept: dict[Entity, Entity] = {}
    for entity in annotation.entities:
        outcome = chance.random() / rate
        if outcome >= 1:
            kept[entity] = entity
        elif outcome > 0.6:
            kept[entity] = Entity(entity.label, _shorter(entity.span, annotation.text))
        elif outcome > 0.3 and entity.label is not Label.TASK:
            kept[entity] = Entity(chance.choice([Label.AGENCY, Label.DATE]), entity.span)
    relations = [
        Relation(_renamed(relation.role, chance, rate), kept[relation.head], kept[relation.tail])
        for relation in annotation.relations
        if relation.head in kept and relation.tail in kept and chance.random() > rate / 2
    ]
    fitting = (
        relation
        for relation in relations
        if (relation.head.label, relation.tail.label) == ARGUMENTS[relation.role]
    )
    return Annotation(annotation.text, tuple(kept.values()), tuple(fitting))


def _shorter(span: Span, text: str) -> Span:
    words = span.of(text).rsplit(maxsplit=1)
    return Span(span.start, span.start + len(words[0]))


def _renamed(role: Role, chance: random.Random, rate: float) -> Role:
    return Role.PARTNER if role is Role.LEAD and chance.random() < rate / 2 else role


@st.composite
def entities(draw: st.DrawFn) -> Entity:
    """An entity of any label anywhere in `TEXT`, white space at its ends or not."""
    start = draw(st.integers(0, LENGTH - 1))
    return Entity(draw(st.sampled_from(Label)), Span(start, draw(st.integers(start + 1, LENGTH))))


@st.composite
def any_annotations(draw: st.DrawFn) -> Annotation:
    """Any entities, overlapping or not, and relations between those that fit."""
    drawn = tuple(draw(st.lists(entities(), max_size=8)))
    fitting = [
        Relation(role, head, tail)
        for role, (first, second) in ARGUMENTS.items()
        for head in drawn
        for tail in drawn
        if (head.label, tail.label) == (first, second)
    ]
    chosen = draw(st.lists(st.sampled_from(fitting), max_size=6)) if fitting else []
    return Annotation(TEXT, drawn, tuple(chosen))
