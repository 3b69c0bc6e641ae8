"""spaCy's CNN tagger (Honnibal's embed, encode, attend, predict), as `spacy train` sets it up.

See https://spacy.io/api/entityrecognizer. The epoch is chosen by the same plans and the same
score as that of the tagger which it is compared with.
"""

# spaCy leaves many of its types open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, cast

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import minibatch
from thinc.api import fix_random_seed

from annotations import Annotation, Entity, Label, Span
from annotations.tokens import tokenize, tokenizer
from training.scoring import f1_by_label

EPOCHS = 30
"""Passes over the plans at most."""

PATIENCE = 5
"""Epochs without a better F1 on dev after which training ends, once it has found anything."""

BATCH = 16
"""Lines a step."""

DROPOUT = 0.1


@dataclass(frozen=True, slots=True)
class CnnTagger:
    """A trained recogniser (a `pipeline.tagging.Tagger`)."""

    nlp: Language

    @classmethod
    def fit(
        cls,
        plans: Sequence[Annotation],
        dev: Sequence[Annotation],
        *,
        seed: int = 0,
        report: Callable[[str], None] = lambda line: None,
    ) -> CnnTagger:
        """Train on folded plans.

        Args:
            plans: folded texts with their entities.
            dev: those by which the best epoch is chosen.
            seed: of weights, order and dropout.
            report: is told of the progress.
        """
        fix_random_seed(seed)
        chance = Random(seed)
        tagger = cls(spacy.blank("xx", vocab=tokenize("").vocab))
        tagger.nlp.tokenizer = tokenizer()
        recogniser = cast("Any", tagger.nlp.add_pipe("ner"))
        examples = [example for plan in plans for example in _examples(plan)]
        optimizer = tagger.nlp.initialize(lambda: examples)
        best, chosen, weights = 0.0, 0, b""
        for epoch in range(1, EPOCHS + 1):
            chance.shuffle(examples)
            for batch in minibatch(examples, BATCH):
                tagger.nlp.update(batch, sgd=optimizer, drop=DROPOUT)
            f1 = f1_by_label((plan, tagger.annotation(plan.text)) for plan in dev)["f1"]
            report(f"cnn: epoch {epoch} of {EPOCHS}: dev F1 {f1:.4f}")
            if f1 > best:
                best, chosen, weights = f1, epoch, recogniser.to_bytes(exclude=["vocab"])
            elif weights and epoch - chosen == PATIENCE:
                break
        if weights:
            recogniser.from_bytes(weights, exclude=["vocab"])
        return tagger

    def tag(self, text: str) -> list[Entity]:
        """The entities of a folded text."""
        lines = ((line, start) for start, line in _lines(text))
        return [
            Entity(
                Label(entity.label_),
                Span(start + entity.start_char, start + entity.end_char),
                "model:cnn",
            )
            for doc, start in self.nlp.pipe(lines, as_tuples=True)
            for entity in doc.ents
        ]

    def annotation(self, text: str) -> Annotation:
        """A folded text with its entities."""
        return Annotation(text, tuple(self.tag(text)))


def _examples(plan: Annotation) -> Iterator[Example]:
    """One a line; entities that tokens cannot hold are left out."""
    for start, line in _lines(plan.text):
        doc: Doc = tokenize(line)
        spans = [
            doc.char_span(entity.span.start - start, entity.span.end - start, label=entity.label)
            for entity in plan.entities
            if Span(start, start + len(line)).contains(entity.span)
        ]
        gold = doc.copy()
        gold.ents = [span for span in spans if span is not None]
        yield Example(doc, gold)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that are not blank, with their place."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, line
        start += len(line) + 1
