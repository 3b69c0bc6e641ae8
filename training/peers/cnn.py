"""spaCy's CNN tagger (Honnibal's embed, encode, attend, predict), as `spacy train` sets it up.

See https://spacy.io/api/entityrecognizer.
"""

# spaCy leaves many of its types open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import minibatch
from thinc.api import fix_random_seed

from annotations import Annotation, Entity, Label, Span
from annotations.tokens import tokenizer

EPOCHS = 30
BATCH = 16
DROPOUT = 0.2


@dataclass(frozen=True, slots=True)
class CnnTagger:
    """A trained recogniser."""

    nlp: Language

    @classmethod
    def fit(
        cls,
        plans: Sequence[Annotation],
        *,
        seed: int = 0,
        epochs: int = EPOCHS,
        report: Callable[[str], None] = lambda line: None,
    ) -> CnnTagger:
        """Train on folded plans.

        Args:
            plans: folded texts with their entities.
            seed: of weights, order and dropout.
            epochs: passes over the plans.
            report: is told of the progress.
        """
        fix_random_seed(seed)
        chance = Random(seed)
        nlp = spacy.blank("xx")
        nlp.tokenizer = tokenizer()
        nlp.add_pipe("ner")
        examples = [example for plan in plans for example in _examples(nlp, plan)]
        optimizer = nlp.initialize(lambda: examples)
        for epoch in range(1, epochs + 1):
            losses: dict[str, float] = {}
            chance.shuffle(examples)
            for batch in minibatch(examples, BATCH):
                nlp.update(batch, sgd=optimizer, drop=DROPOUT, losses=losses)
            report(f"cnn: epoch {epoch} of {epochs}: loss {losses.get('ner', 0.0):.1f}")
        return cls(nlp)

    def tag(self, text: str) -> list[Entity]:
        """The entities of a folded text."""
        found: list[Entity] = []
        for start, line in _lines(text):
            doc: Any = self.nlp(line)
            found += [
                Entity(
                    Label(entity.label_),
                    Span(start + entity.start_char, start + entity.end_char),
                    "model:cnn",
                )
                for entity in doc.ents
            ]
        return found


def _examples(nlp: Language, plan: Annotation) -> Iterator[Example]:
    """One a line; entities that tokens cannot hold are left out."""
    for start, line in _lines(plan.text):
        doc: Doc = nlp.make_doc(line)
        spans = [
            doc.char_span(entity.span.start - start, entity.span.end - start, label=entity.label)
            for entity in plan.entities
            if start <= entity.span.start and entity.span.end <= start + len(line)
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
