"""Strict IOB2 through seqeval, the scorer that published results use.

seqeval comes with the extra ``train`` and is imported when it is asked for. Its strict mode
counts whole spans, as `evaluation.items.strict` does; that both agree is a test of either.
See https://github.com/chakki-works/seqeval.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol, cast

from annotations import Annotation, Entity, KehoachError, Label, Span
from annotations.language import say
from annotations.tokens import tokenize
from evaluation.counts import ENTITY_LABELS

_LAYERS: tuple[tuple[Label, ...], ...] = (ENTITY_LABELS, (Label.TASK,))
_AVERAGES = {"micro avg", "macro avg", "weighted avg"}


class MissingScorer(KehoachError):
    """seqeval was asked for and is not installed."""


@dataclass(frozen=True, slots=True)
class IobScore:
    """What seqeval says of a label; it writes 0 where a ratio is undefined."""

    precision: float
    recall: float
    f1: float
    gold: int


@dataclass(frozen=True, slots=True)
class IobScores:
    """Strict IOB2 scores by label.

    Args:
        scores: what seqeval gives.
        lost: predictions that IOB2 cannot hold because they overlap others, by label.
    """

    scores: Mapping[str, IobScore]
    lost: Mapping[str, int]


def iob_scores(pairs: Iterable[tuple[Annotation, Annotation]]) -> IobScores:
    """Score gold and predicted annotations of the same texts.

    Args:
        pairs: gold and prediction, plan by plan.

    Raises:
        MissingScorer: when seqeval is not installed.
    """
    report, scheme = _seqeval()
    pairs = list(pairs)
    scores: dict[str, IobScore] = {}
    lost = dict.fromkeys((label.value for label in Label), 0)
    for layer in _LAYERS:
        gold_tags: list[list[str]] = []
        found_tags: list[list[str]] = []
        for gold, found in pairs:
            wanted, got = (_distinct(annotation, layer) for annotation in (gold, found))
            tokens = list(tokens_for(gold.text, (entity.span for entity in (*wanted, *got))))
            gold_tags.append(tags(tokens, wanted))
            flat = list(_flat(got))
            found_tags.append(tags(tokens, flat))
            for entity in set(got) - set(flat):
                lost[entity.label] += 1
        scores |= _scores(report, scheme, gold_tags, found_tags)
    return IobScores(scores, lost)


def tokens_for(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The tokens of ``text`` and the gaps between them, cut where a span begins or ends.

    The tokenizer represents every gold span by itself; a prediction may begin anywhere, and
    rounding it to tokens would let a wrong one pass or a right one fail.

    Args:
        text: what to cut.
        spans: the spans to represent.
    """
    cuts = {edge for span in spans for edge in (span.start, span.end)}
    for token in tokenize(text):
        cuts |= {token.idx, token.idx + len(token)}
    return (Span(start, end) for start, end in pairwise(sorted(cuts)))


def tags(tokens: Sequence[Span], entities: Iterable[Entity]) -> list[str]:
    """One IOB2 tag a token.

    Args:
        tokens: tokens in order; each entity begins and ends with one.
        entities: entities that do not overlap.
    """
    starts = {token.start: index for index, token in enumerate(tokens)}
    row = ["O"] * len(tokens)
    for entity in entities:
        index, prefix = starts[entity.span.start], "B"
        while index < len(tokens) and tokens[index].start < entity.span.end:
            row[index] = f"{prefix}-{entity.label}"
            index, prefix = index + 1, "I"
    return row


def _distinct(annotation: Annotation, labels: Iterable[Label]) -> list[Entity]:
    unique = {entity.key: entity for entity in annotation.labelled(*labels)}
    return sorted(unique.values(), key=lambda entity: (entity.span.start, -entity.span.end))


def _flat(entities: Iterable[Entity]) -> Iterator[Entity]:
    """The entities that do not overlap an earlier one."""
    end = 0
    for entity in entities:
        if entity.span.start >= end:
            end = entity.span.end
            yield entity


class _Report(Protocol):
    def __call__(
        self, y_true: list[list[str]], y_pred: list[list[str]], **options: Any
    ) -> dict[str, dict[str, float]]: ...


def _seqeval() -> tuple[_Report, object]:
    try:
        metrics = importlib.import_module("seqeval.metrics")
        scheme = importlib.import_module("seqeval.scheme")
    except ImportError as error:
        raise MissingScorer(
            say(
                "strict IOB2 needs {name}: pip install 'kehoach[train]', or leave out --iob",
                name=error.name,
            )
        ) from error
    return cast(_Report, metrics.classification_report), scheme.IOB2


def _scores(
    report: _Report, scheme: object, gold: list[list[str]], found: list[list[str]]
) -> dict[str, IobScore]:
    if all(tag == "O" for row in (*gold, *found) for tag in row):
        return {}  # seqeval fails on rows without any entity
    table = report(gold, found, mode="strict", scheme=scheme, output_dict=True, zero_division=0)
    return {
        label: IobScore(
            float(row["precision"]),
            float(row["recall"]),
            float(row["f1-score"]),
            int(row["support"]),
        )
        for label, row in table.items()
        if label not in _AVERAGES
    }
