"""From annotated plans to the windows that a model is trained on.

What sub-words, joined words, lines or windows cannot represent is counted, so that a score
that nothing could lift is not mistaken for a weak model.
"""

# datasets has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import torch
from datasets import Dataset

from annotations import Annotation, Entity, Label
from models.encoding import Encoder, Encoding, Vocabulary
from models.labels import LABELS, Scheme, tagged
from models.windows import Window, WindowSize, cut, paragraph_starts, window_input
from training.chain import Place

if TYPE_CHECKING:
    from torch import Tensor

IGNORED = -100
"""The target of what is not learnt from; losses pass it over."""

SCHEME = Scheme(LABELS)


class Cause(StrEnum):
    """Why a model cannot find an entity as it is annotated."""

    ALIGNMENT = "an edge lies inside a sub-word"
    SEGMENTATION = "an edge lies inside a joined word"
    UNSEEN = "no sub-word stands for it"
    LINE = "it runs over a line end"
    WINDOW = "no window holds it whole"


@dataclass(frozen=True, slots=True)
class Example:
    """A plan in sub-words.

    Args:
        plan: the text as the model reads it, with its entities.
        encoding: its sub-words.
        starts: the sub-words that begin a paragraph.
        windows: how it is cut.
        targets: the tag of each sub-word, or `IGNORED`.
        lost: how many entities of each label cannot be represented, by cause.
    """

    plan: Annotation
    encoding: Encoding
    starts: tuple[int, ...]
    windows: tuple[Window, ...]
    targets: tuple[int, ...]
    lost: Counter[tuple[Label, Cause]]


def example(plan: Annotation, encoder: Encoder, size: WindowSize) -> Example:
    """A plan in sub-words and windows.

    Args:
        plan: its folded text, with entities that do not overlap.
        encoder: from text to sub-words.
        size: of the windows.
    """
    encoding = encoder.encode(plan.text)
    starts = paragraph_starts(plan.text, encoding)
    windows = cut(len(encoding), starts, size)
    targets = list(tagged(encoding, plan.entities, SCHEME).tags)
    sub_words = _SubWords(encoding)
    lost = Counter[tuple[Label, Cause]]()
    for entity in plan.entities:
        first, last = sub_words.of(entity)
        cause = _cause(entity, first, last, plan.text, encoding, windows)
        if cause is not None:
            lost[entity.label, cause] += 1
        if cause is Cause.LINE:  # decoding never joins lines, and neither half is an entity
            targets[first:last] = [IGNORED] * (last - first)
    return Example(plan, encoding, tuple(starts), tuple(windows), tuple(targets), lost)


class _SubWords:
    """Finds the sub-words of an entity."""

    def __init__(self, encoding: Encoding) -> None:
        self._starts = [span.start for span in encoding.spans]
        self._ends = [span.end for span in encoding.spans]

    def of(self, entity: Entity) -> tuple[int, int]:
        """The first sub-word that stands for a part of ``entity``, and the one after the last."""
        first = bisect_right(self._ends, entity.span.start)
        return first, max(first, bisect_left(self._starts, entity.span.end))


def _cause(
    entity: Entity,
    first: int,
    last: int,
    text: str,
    encoding: Encoding,
    windows: Iterable[Window],
) -> Cause | None:
    if first == last:
        return Cause.UNSEEN
    if "\n" in entity.span.of(text):
        return Cause.LINE
    for edge, outer in (
        (entity.span.start, encoding.spans[first]),
        (entity.span.end, encoding.spans[last - 1]),
    ):
        if outer.start < edge < outer.end:
            between_syllables = text[edge - 1].isspace() or text[edge].isspace()
            return Cause.SEGMENTATION if between_syllables else Cause.ALIGNMENT
    if not any(window.start <= first and last <= window.end for window in windows):
        return Cause.WINDOW
    return None


def dataset(examples: Iterable[Example], vocabulary: Vocabulary) -> Dataset:
    """The windows of plans, one a row, in order.

    The rest of an entity that a window cuts at its beginning is not learnt from: only the
    window before shows what it is.
    """
    return Dataset.from_list(list(_rows(examples, vocabulary)))


def _rows(examples: Iterable[Example], vocabulary: Vocabulary) -> Iterator[dict[str, list[int]]]:
    for item in examples:
        for window in item.windows:
            given = window_input(item.encoding, window, vocabulary)
            targets = list(item.targets[window.start : window.end])
            for at, target in enumerate(targets):
                if not SCHEME.goes_on(target):
                    break
                targets[at] = IGNORED
            yield {
                "input_ids": given.ids.tolist(),
                "token_type_ids": given.types.tolist(),
                "labels": [IGNORED, *targets, IGNORED],
                "places": [Place.OUTSIDE, *_places(item, window), Place.OUTSIDE],
            }


def _places(item: Example, window: Window) -> Iterator[int]:
    starts = set(item.starts)
    for at in range(window.start, window.end):
        yield Place.FIRST if at in starts else Place.WITHIN


@dataclass(frozen=True, slots=True)
class Padding:
    """Fills the windows of a batch up to the longest (a collator of `Trainer`).

    Args:
        pad: the number of the sub-word to fill up with.
    """

    pad: int

    def __call__(self, rows: Sequence[dict[str, Any]]) -> dict[str, Tensor]:
        """A batch of tensors, each (rows, longest)."""
        longest = max(len(row["input_ids"]) for row in rows)

        def filled(key: str, value: int) -> Tensor:
            return torch.tensor([[*row[key], *[value] * (longest - len(row[key]))] for row in rows])

        lengths = torch.tensor([len(row["input_ids"]) for row in rows])
        return {
            "input_ids": filled("input_ids", self.pad),
            "token_type_ids": filled("token_type_ids", 0),
            "attention_mask": (torch.arange(longest) < lengths[:, None]).long(),
            "labels": filled("labels", IGNORED),
            "places": filled("places", Place.OUTSIDE),
        }


def losses(examples: Iterable[Example]) -> Iterator[str]:
    """What cannot be represented, for a person: a line for each cause, or one that says none."""
    lost = sum((item.lost for item in examples), Counter[tuple[Label, Cause]]())
    for cause in Cause:
        counted = [f"{lost[label, cause]} {label}" for label in LABELS if lost[label, cause]]
        if counted:
            yield f"cannot be represented: {', '.join(counted)}: {cause}"
    if not lost:
        yield "every entity can be represented"
