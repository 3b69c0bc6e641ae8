"""From what a model says of each sub-word to entities with scores.

A paragraph is a linear chain: the potential of a path of tags is the sum of the model's outputs
and of the transitions along it, and no path holds an I without its B (Lample et al., 2016). The
best path gives the entities (Viterbi, 1967). The score of one is its marginal: the share that
all paths with exactly this entity have of all paths (constrained forward-backward, Culotta and
McCallum, 2004, https://aclanthology.org/N04-4028), after all potentials are divided by the
temperature (Guo et al., 2017). That leaves the best path the best.

All paragraphs of a text are decoded at once, step by step: as many steps as the longest has
sub-words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from annotations import Entity, Label, Span
from models.encoding import Encoding
from models.labels import Scheme, runs
from models.offsets import trimmed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_NEVER = -np.inf


@dataclass(frozen=True, slots=True)
class Transitions:
    """What it costs to go from tag to tag, in the unit of the model's outputs.

    Args:
        start: for the first sub-word of a paragraph, (t,).
        step: from the tag of a row to that of a column, (t, t).
    """

    start: Floats
    step: Floats

    @classmethod
    def fixed(cls, scheme: Scheme) -> Transitions:
        """Every transition is free, but those into an I without its B, which are impossible."""
        size = len(scheme)
        return cls.learnt(scheme, np.zeros(size), np.zeros((size, size)))

    @classmethod
    def learnt(cls, scheme: Scheme, start: Floats, step: Floats) -> Transitions:
        """Transitions that training gives; those into an I without its B become impossible.

        Raises:
            ValueError: when they are not those of the scheme's tags, or not finite.
        """
        size = len(scheme)
        if start.shape != (size,) or step.shape != (size, size):
            raise ValueError(f"transitions between {len(start)} tags; the labels have {size}")
        if not (np.isfinite(start).all() and np.isfinite(step).all()):
            raise ValueError("a transition is no finite number")
        inside = [tag for tag in range(size) if scheme.goes_on(tag)]
        start, step = start.astype(np.float64), step.astype(np.float64)
        start[inside] = _NEVER
        for tag in inside:
            step[[before for before in range(size) if before not in (tag - 1, tag)], tag] = _NEVER
        return cls(start, step)

    def over(self, temperature: float) -> Transitions:
        """The same divided by ``temperature``."""
        return Transitions(self.start / temperature, self.step / temperature)


@dataclass(frozen=True, slots=True)
class Chunk:
    """An entity in sub-words: ``first`` to ``last``, half-open, with its score (0 to 1)."""

    label: Label
    first: int
    last: int
    score: float


@dataclass(frozen=True, slots=True)
class Decoded:
    """The entities of a text; ``lost`` counts those without a visible character."""

    entities: tuple[Entity, ...]
    lost: Counter[str] = field(default_factory=Counter[str])


def decode(
    outputs: NDArray[np.floating],
    starts: Sequence[int],
    *,
    scheme: Scheme,
    transitions: Transitions,
    temperature: float = 1.0,
) -> list[Chunk]:
    """The entities of the best path of each paragraph.

    Args:
        outputs: log-probabilities or logits, one row a sub-word, (n, t).
        starts: the sub-words that begin a paragraph, ascending, the first one 0; no entity runs
            over one.
        scheme: the tags of the columns.
        transitions: from tag to tag.
        temperature: over 1 makes scores more modest, under 1 bolder.
    """
    if not len(outputs):
        return []
    chains = _Chains.of(starts, len(outputs))
    potentials = outputs.astype(np.float64)
    tags = _best_tags(chains, potentials, transitions)
    marginals = _Marginals(chains, potentials / temperature, transitions.over(temperature))
    return [
        Chunk(
            label,
            begin + first,
            begin + last,
            marginals.of(number, begin + first, begin + last, scheme.begin(label)),
        )
        for number, (begin, end) in enumerate(zip(chains.begins, chains.ends, strict=True))
        for label, first, last in runs(tags[begin:end].tolist(), scheme)
    ]


def entities(chunks: Sequence[Chunk], encoding: Encoding, text: str, *, source: str) -> Decoded:
    """The characters of each chunk, without white space at its edges.

    Args:
        chunks: as `decode` gives them.
        encoding: the sub-words of ``text``.
        text: the raw text.
        source: what the entities say made them, ``model:<name>``.
    """
    found: list[Entity] = []
    lost = Counter[str]()
    for chunk in chunks:
        inside = encoding.spans[chunk.first : chunk.last]
        span = trimmed(text, Span(inside[0].start, inside[-1].end))
        if span.of(text).strip():
            found.append(Entity(chunk.label, span, source, chunk.score))
        else:
            lost["no visible character"] += 1
    return Decoded(tuple(found), lost)


@dataclass(frozen=True, slots=True)
class _Chains:
    """Paragraphs as rows of sub-words, and which of them have a sub-word at each step.

    Args:
        begins: the first sub-word of each paragraph, (p,).
        ends: the one after its last, (p,).
        steps: at step k the (k+1)-th sub-words of the paragraphs that have so many, longest
            paragraph first, so that each step's paragraphs lead those of the step before.
    """

    begins: NDArray[np.int64]
    ends: NDArray[np.int64]
    steps: tuple[NDArray[np.int64], ...]

    @classmethod
    def of(cls, starts: Sequence[int], length: int) -> _Chains:
        begins = np.array(starts, dtype=np.int64)
        ends = np.append(begins[1:], length)
        lengths = ends - begins
        order = np.argsort(-lengths, kind="stable")
        counts = np.cumsum(np.bincount(lengths)[::-1])[::-1]  # how many have at least k
        return cls(begins, ends, tuple(begins[order[:n]] + k for k, n in enumerate(counts[1:])))

    def pairs(self) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Each step's sub-words but the first's, with the ones before them."""
        return ((now - 1, now) for now in self.steps[1:])


def _best_tags(chains: _Chains, potentials: Floats, transitions: Transitions) -> NDArray[np.int64]:
    """The best path of each paragraph, (n,); of equal ones the tag that comes first (O) wins."""
    best = potentials.copy()
    came_from = np.zeros(potentials.shape, dtype=np.int64)
    best[chains.begins] += transitions.start
    for before, now in chains.pairs():
        ways = best[before][:, :, None] + transitions.step
        came_from[now] = ways.argmax(axis=1)
        best[now] += ways.max(axis=1)
    tags = np.zeros(len(potentials), dtype=np.int64)
    tags[chains.ends - 1] = best[chains.ends - 1].argmax(axis=1)
    for before, now in reversed(list(chains.pairs())):
        tags[before] = came_from[now, tags[now]]
    return tags


class _Marginals:
    """How likely an entity is, over all paths of its paragraph."""

    def __init__(self, chains: _Chains, potentials: Floats, transitions: Transitions) -> None:
        self._ends = chains.ends
        self._potentials = potentials
        self._step = transitions.step
        # forward: all ways to a tag; onward: all ways on from it, its own potential included.
        self._forward = potentials.copy()
        self._forward[chains.begins] += transitions.start
        for before, now in chains.pairs():
            self._forward[now] += _log_sum(self._forward[before][:, :, None] + self._step, axis=1)
        self._onward = potentials.copy()
        for before, now in reversed(list(chains.pairs())):
            self._onward[before] += _log_sum(self._onward[now][:, None, :] + self._step, axis=2)
        self._total = _log_sum(self._forward[chains.ends - 1], axis=1)

    def of(self, paragraph: int, first: int, last: int, begin: int) -> float:
        """The share of the paths with an entity from ``first`` to ``last``, half-open.

        Args:
            paragraph: its number.
            first: the first sub-word.
            last: the one after the last.
            begin: the tag that begins it; the one after that goes on.
        """
        inside = begin + 1
        way = self._forward[first, begin]
        way += self._potentials[first + 1 : last, inside].sum()
        if last - first > 1:
            way += self._step[begin, inside] + (last - first - 2) * self._step[inside, inside]
        if last < self._ends[paragraph]:
            onward = self._step[inside if last - first > 1 else begin] + self._onward[last]
            way += _log_sum(np.delete(onward, inside), axis=0)
        return float(np.exp(min(0.0, way - self._total[paragraph])))


def _log_sum(potentials: Floats, *, axis: int) -> Floats:
    """log(sum(exp)) along an axis that has a finite number everywhere."""
    most = potentials.max(axis=axis, keepdims=True)
    return np.log(np.exp(potentials - most).sum(axis=axis)) + most.squeeze(axis)
