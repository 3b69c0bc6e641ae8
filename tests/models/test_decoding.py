"""Decoding: the best path and the marginals are those of all paths written out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from annotations import Entity, Label, Span
from models.decoding import Chunk, Transitions, decode, entities
from models.encoding import Encoding
from models.labels import Scheme, runs

TWO = Scheme((Label.AGENCY, Label.DATE))
FULL = Scheme()
Floats = NDArray[np.float64]
Case = tuple[Floats, list[int], Transitions, float]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Outputs of up to three short paragraphs, fixed or learnt transitions, a temperature."""
    number = st.floats(-3, 3, width=32)
    lengths = draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    size = len(TWO)

    def table(*shape: int) -> Floats:
        count = math.prod(shape)
        drawn = draw(st.lists(number, min_size=count, max_size=count))
        return np.array(drawn, dtype=np.float64).reshape(shape)

    transitions = (
        Transitions.learnt(TWO, table(size), table(size, size))
        if draw(st.booleans())
        else Transitions.fixed(TWO)
    )
    starts = [sum(lengths[:at]) for at in range(len(lengths))]
    temperature = draw(st.sampled_from([0.5, 1.0, 2.0]))
    return table(sum(lengths), size), starts, transitions, temperature


def paths(outputs: Floats, transitions: Transitions) -> Iterator[tuple[tuple[int, ...], float]]:
    """Every path of one paragraph with its potential, impossible ones left out."""
    for path in product(range(outputs.shape[1]), repeat=len(outputs)):
        potential = transitions.start[path[0]] + sum(
            outputs[at, tag] for at, tag in enumerate(path)
        )
        potential += sum(transitions.step[before, after] for before, after in pairwise(path))
        if potential > -np.inf:
            yield path, potential


@settings(max_examples=60, deadline=None)
@given(cases())
def test_the_best_path_and_the_scores_are_those_of_brute_force(case: Case) -> None:
    outputs, starts, transitions, temperature = case
    chunks = decode(outputs, starts, scheme=TWO, transitions=transitions, temperature=temperature)
    for start, end in pairwise([*starts, len(outputs)]):
        ways = dict(paths(outputs[start:end], transitions))
        best = max(ways.values())
        mine = [chunk for chunk in chunks if start <= chunk.first < end]
        found = [(chunk.label, chunk.first - start, chunk.last - start) for chunk in mine]
        weights = {path: math.exp((way - best) / temperature) for path, way in ways.items()}
        total = sum(weights.values())
        assert max(
            way for path, way in ways.items() if list(runs(path, TWO)) == found
        ) == pytest.approx(best)
        for chunk, entity in zip(mine, found, strict=True):
            share = sum(weight for path, weight in weights.items() if entity in runs(path, TWO))
            assert chunk.score == pytest.approx(share / total)


@given(cases())
def test_no_entity_runs_over_the_end_of_a_paragraph(case: Case) -> None:
    outputs, starts, transitions, temperature = case
    outputs[:, [2, 4]] += 50  # I wherever it can be
    for chunk in decode(
        outputs, starts, scheme=TWO, transitions=transitions, temperature=temperature
    ):
        assert 0 <= chunk.score <= 1
        assert not any(chunk.first < start < chunk.last for start in starts)


@given(cases())
def test_paragraphs_do_not_see_each_other(case: Case) -> None:
    outputs, starts, transitions, temperature = case
    together = decode(outputs, starts, scheme=TWO, transitions=transitions, temperature=temperature)
    alone = [
        (chunk.label, chunk.first + start, chunk.last + start, pytest.approx(chunk.score))
        for start, end in pairwise([*starts, len(outputs)])
        for chunk in decode(
            outputs[start:end], [0], scheme=TWO, transitions=transitions, temperature=temperature
        )
    ]
    assert [(one.label, one.first, one.last, one.score) for one in together] == alone


def test_a_temperature_changes_scores_not_entities() -> None:
    outputs = np.log(np.array([[0.2, 0.7, 0, 0, 0.1], [0.3, 0, 0.6, 0.1, 0]]) + 1e-9)
    bold, modest = (
        decode(
            outputs, [0], scheme=TWO, transitions=Transitions.fixed(TWO), temperature=temperature
        )
        for temperature in (0.5, 3.0)
    )
    assert [(c.label, c.first, c.last) for c in bold] == [(Label.AGENCY, 0, 2)]
    assert [(c.label, c.first, c.last) for c in modest] == [(Label.AGENCY, 0, 2)]
    assert bold[0].score > modest[0].score


def test_many_paragraphs_of_any_length_take_moments() -> None:
    random = np.random.default_rng(0)
    lengths = [*random.integers(1, 60, 500).tolist(), 1000]
    starts = np.cumsum([0, *lengths[:-1]]).tolist()
    outputs = random.standard_normal((sum(lengths), len(FULL))) * 4
    chunks = decode(outputs, starts, scheme=FULL, transitions=Transitions.fixed(FULL))
    assert len(chunks) > 500
    assert all(0 < chunk.score <= 1 for chunk in chunks)


def test_no_sub_words_no_entities() -> None:
    assert decode(np.zeros((0, 0)), [], scheme=FULL, transitions=Transitions.fixed(FULL)) == []


@pytest.mark.parametrize(
    ("start", "step", "reason"),
    [
        (np.zeros(3), np.zeros((3, 3)), "the labels have 5"),
        (np.zeros(5), np.zeros((5, 4)), "the labels have 5"),
        (np.zeros(5), np.full((5, 5), np.nan), "no finite number"),
    ],
)
def test_learnt_transitions_are_those_of_the_tags(start: Floats, step: Floats, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Transitions.learnt(TWO, start, step)


def test_an_entity_has_no_white_space_at_its_edges_and_some_character_inside() -> None:
    text = "theo  Sở Y tế \n "
    spans = (Span(0, 4), Span(4, 8), Span(8, 10), Span(10, 14), Span(14, 16))
    encoding = Encoding((5, 6, 7, 8, 9), spans, (0,) * 5)
    chunks = [Chunk(Label.AGENCY, 1, 4, 0.9), Chunk(Label.DATE, 4, 5, 0.4)]
    decoded = entities(chunks, encoding, text, source="model:tiny")
    assert decoded.entities == (Entity(Label.AGENCY, Span(6, 13), "model:tiny", 0.9),)
    assert Span(6, 13).of(text) == "Sở Y tế"
    assert decoded.lost == {"no visible character": 1}
