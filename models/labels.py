"""IOB2: what a model says of each sub-word, and how entities are written in it.

A tag is "O" (outside), "B-AGENCY" (an entity begins) or "I-AGENCY" (it goes on); an entity
always begins with its B (Tjong Kim Sang and Veenstra, 1999, https://aclanthology.org/E99-1023).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from annotations import Entity, Label
from models.encoding import Encoding

LABELS = (Label.AGENCY, Label.DATE, Label.COUNTRY, Label.DOCREF)
"""What a tagger finds, in the order of its outputs; a TASK is found by the pipeline."""

OUTSIDE = 0


@dataclass(frozen=True, slots=True)
class Scheme:
    """The tags of a set of labels: O, then B and I of each label in turn."""

    labels: tuple[Label, ...] = LABELS

    def __len__(self) -> int:
        return 1 + 2 * len(self.labels)

    @property
    def tags(self) -> tuple[str, ...]:
        """The names of the tags, in the order of a model's outputs."""
        return ("O", *(f"{part}-{label}" for label in self.labels for part in "BI"))

    def begin(self, label: Label) -> int:
        """The number of the tag that begins an entity."""
        return 1 + 2 * self.labels.index(label)

    def label(self, tag: int) -> Label:
        """The label of a tag other than O."""
        return self.labels[(tag - 1) // 2]

    def begins(self, tag: int) -> bool:
        """Whether the tag is a B."""
        return tag % 2 == 1

    def goes_on(self, tag: int) -> bool:
        """Whether the tag is an I."""
        return tag != OUTSIDE and tag % 2 == 0


@dataclass(frozen=True, slots=True)
class Tagged:
    """The tags of an encoded text, and what they cannot hold.

    Args:
        tags: the number of a tag for each sub-word.
        lost: how many entities are not held as they are, by reason: ``edge inside a sub-word``
            (the entity is widened to whole sub-words), ``overlap`` and ``no sub-word`` (it is
            left out).
    """

    tags: tuple[int, ...]
    lost: Counter[str] = field(default_factory=Counter[str])


def tagged(encoding: Encoding, entities: Iterable[Entity], scheme: Scheme | None = None) -> Tagged:
    """Write entities as tags of sub-words.

    Args:
        encoding: the sub-words of the text.
        entities: its entities; labels outside the scheme are passed over. Of two that share a
            sub-word the one that begins first is kept.
        scheme: the tags, those of `LABELS` by default.
    """
    scheme = scheme or Scheme()
    tags = [OUTSIDE] * len(encoding)
    lost = Counter[str]()
    at = 0
    for entity in sorted(entities, key=lambda entity: entity.span):
        if entity.label not in scheme.labels:
            continue
        while at < len(encoding) and encoding.spans[at].end <= entity.span.start:
            at += 1
        last = at
        while last < len(encoding) and encoding.spans[last].start < entity.span.end:
            last += 1
        if last == at:
            lost["no sub-word"] += 1
        elif any(tags[at:last]):
            lost["overlap"] += 1
        else:
            inside = encoding.spans[at].start, encoding.spans[last - 1].end
            lost["edge inside a sub-word"] += inside != (entity.span.start, entity.span.end)
            begin = scheme.begin(entity.label)
            tags[at:last] = [begin, *[begin + 1] * (last - at - 1)]
    return Tagged(tuple(tags), +lost)


def runs(tags: Sequence[int], scheme: Scheme) -> Iterable[tuple[Label, int, int]]:
    """The entities that tags write: label, first sub-word, and the one after the last.

    An I that does not go on from its own label's B or I is taken as a B.
    """
    start = None
    for at, tag in enumerate((*tags, OUTSIDE)):
        if start is not None:
            if scheme.goes_on(tag) and scheme.label(tag) == scheme.label(tags[start]):
                continue
            yield scheme.label(tags[start]), start, at
        start = at if tag != OUTSIDE else None
