"""The trivial baseline: strings seen in other plans, longest match first, no relations.

It stands beside every score, since a label that a list of strings finds as well shows little.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from annotations import Annotation, Entity, Label, Span
from evaluation.counts import ENTITY_LABELS
from evaluation.entities import folded

SOURCE = "rule:gazetteer"

_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(slots=True)
class _Branch:
    """A node of the trie of tokens; ``labels`` counts by plan what ends here."""

    branches: dict[str, _Branch] = field(default_factory=dict[str, "_Branch"])
    labels: dict[str, dict[Label, int]] = field(default_factory=dict[str, dict[Label, int]])


class Gazetteer:
    """Finds the strings of annotated plans in other plans.

    Args:
        plans: the annotated plans by name.
    """

    def __init__(self, plans: Mapping[str, Annotation]) -> None:
        self._root = _Branch()
        for name, annotation in plans.items():
            for entity in annotation.labelled(*ENTITY_LABELS):
                self._add(name, entity.label, entity.span.of(annotation.text))

    def annotate(self, name: str, text: str) -> Annotation:
        """The entities found in a plan, tasks and relations none.

        Args:
            name: the plan, whose own strings are not used.
            text: its text.
        """
        found = [(token[0], token.start(), token.end()) for token in _TOKEN.finditer(text)]
        alike = {token: folded(token) for token in {token for token, _, _ in found}}
        tokens = [alike[token] for token, _, _ in found]
        entities: list[Entity] = []
        index = 0
        while index < len(tokens):
            length, label = self._longest(tokens, index, name)
            if label is not None:
                span = Span(found[index][1], found[index + length - 1][2])
                entities.append(Entity(label, span, SOURCE))
            index += length
        return Annotation(text, tuple(entities))

    def _add(self, plan: str, label: Label, string: str) -> None:
        branch = self._root
        for token in _TOKEN.findall(string):
            branch = branch.branches.setdefault(folded(token), _Branch())
        counts = branch.labels.setdefault(plan, {})
        counts[label] = counts.get(label, 0) + 1

    def _longest(self, tokens: list[str], index: int, plan: str) -> tuple[int, Label | None]:
        """The length and label of the longest string that begins at a token."""
        length, best = 1, None
        branch = self._root.branches.get(tokens[index])
        end = index + 1
        while branch is not None:
            if branch.labels and (label := _label(branch, plan)):
                length, best = end - index, label
            branch = branch.branches.get(tokens[end]) if end < len(tokens) else None
            end += 1
        return length, best


def _label(branch: _Branch, plan: str) -> Label | None:
    """The most frequent label of a string in all plans but one; ties in the labels' order."""
    counts: dict[Label, int] = dict.fromkeys(ENTITY_LABELS, 0)
    for name, labels in branch.labels.items():
        if name != plan:
            for label, count in labels.items():
                counts[label] += count
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] else None
