"""A linear-chain CRF over words (Lafferty, McCallum and Pereira, 2001), through CRFsuite.

Its features are those usual for Vietnamese NER before neural models (Minh, "A feature-rich
Vietnamese named-entity recognition model", 2018): words around, their shape and edges, and
where a line begins.
"""

# python-crfsuite has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportAttributeAccessIssue=false

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pycrfsuite

from annotations import Annotation, Entity, Span
from annotations.tokens import tokenize
from models.labels import OUTSIDE, Scheme, runs

AROUND = 3
"""Words on either side whose form is a feature."""

SETTINGS = {"c1": 0.1, "c2": 0.01, "max_iterations": 120, "feature.possible_transitions": True}
"""L1 and L2 regularisation and the end of L-BFGS."""

_SCHEME = Scheme()


class CrfTagger:
    """A trained CRF (a `pipeline.tagging.Tagger`).

    Args:
        path: its file.
    """

    def __init__(self, path: Path) -> None:
        self._tagger: Any = pycrfsuite.Tagger()
        self._tagger.open(str(path))

    @classmethod
    def fit(cls, plans: Sequence[Annotation], path: Path) -> CrfTagger:
        """Train on folded plans.

        Args:
            plans: folded texts with their entities.
            path: the file to write.
        """
        trainer: Any = pycrfsuite.Trainer(verbose=False)
        trainer.set_params(SETTINGS)
        for plan in plans:
            for words in _lines(plan.text):
                tags = _tags(words, plan.entities)
                trainer.append(_features(plan.text, words), [_SCHEME.tags[tag] for tag in tags])
        trainer.train(str(path))
        return cls(path)

    def tag(self, text: str) -> list[Entity]:
        """The entities of a folded text."""
        number = {tag: index for index, tag in enumerate(_SCHEME.tags)}
        found: list[Entity] = []
        for words in _lines(text):
            tags = [number[tag] for tag in self._tagger.tag(_features(text, words))]
            found += [
                Entity(label, Span(words[first].start, words[last - 1].end), "model:crf")
                for label, first, last in runs(tags, _SCHEME)
            ]
        return found


def _lines(text: str) -> Iterator[list[Span]]:
    """The words of each line."""
    words: list[Span] = []
    for token in tokenize(text):
        if not token.is_space:
            words.append(Span(token.idx, token.idx + len(token)))
        elif "\n" in token.text and words:
            yield words
            words = []
    if words:
        yield words


def _tags(words: Sequence[Span], entities: Sequence[Entity]) -> list[int]:
    """The tag of each word of a line; entities that its words cannot hold are left out."""
    begins = {word.start: at for at, word in enumerate(words)}
    ends = {word.end: at for at, word in enumerate(words)}
    tags = [OUTSIDE] * len(words)
    for entity in entities:
        first, last = begins.get(entity.span.start), ends.get(entity.span.end)
        if first is not None and last is not None:
            begin = _SCHEME.begin(entity.label)
            tags[first : last + 1] = [begin, *[begin + 1] * (last - first)]
    return tags


def _features(text: str, words: Sequence[Span]) -> list[list[str]]:
    """The features of each word of a line."""
    forms = [word.of(text) for word in words]
    small = [form.lower() for form in forms]
    shapes = [_shape(form) for form in forms]
    pairs = [f"{one}|{other}" for one, other in pairwise(small)]
    return [
        [
            "bias",
            f"shape={shapes[at]}",
            f"start={small[at][:2]}",
            f"end={small[at][-2:]}",
            f"first={at == 0}",
            *(
                f"{offset}:{kind}={values[at + offset]}"
                for kind, values in (("word", small), ("shape", shapes))
                for offset in range(-AROUND, AROUND + 1)
                if 0 <= at + offset < len(words)
            ),
            *(
                f"{offset}:pair={pairs[at + offset]}"
                for offset in range(-2, 2)
                if 0 <= at + offset < len(pairs)
            ),
        ]
        for at in range(len(words))
    ]


def _shape(form: str) -> str:
    """What kind of letters a word has: "Sở" is "Xx", "UBND" "X", "15" "9"."""
    kinds = [
        "9" if sign.isdigit() else "X" if sign.isupper() else "x" if sign.isalpha() else sign
        for sign in form
    ]
    return "".join(kind for kind, _ in groupby(kinds))
