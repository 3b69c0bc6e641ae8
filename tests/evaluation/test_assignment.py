"""The solver finds the heaviest matching, whatever the graph."""

from __future__ import annotations

import importlib
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.assignment import assign

graphs = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 20), max_size=12
)


def weight(weights: dict[tuple[int, int], int], pairs: dict[int, int]) -> int:
    return sum(weights[pair] for pair in pairs.items())


def heaviest(weights: dict[tuple[int, int], int]) -> int:
    """Tries every set of edges that share no vertex."""
    best = 0
    for chosen in product((False, True), repeat=len(weights)):
        edges = [edge for edge, taken in zip(weights, chosen, strict=True) if taken]
        lefts, rights = {left for left, _ in edges}, {right for _, right in edges}
        if len(lefts) == len(rights) == len(edges):
            best = max(best, sum(weights[edge] for edge in edges))
    return best


@pytest.mark.parametrize(
    ("weights", "pairs"),
    [
        pytest.param({}, {}, id="no edge"),
        pytest.param({(3, 5): 1}, {3: 5}, id="one edge"),
        pytest.param({(0, 0): 2, (0, 1): 3}, {0: 1}, id="the better of two"),
        pytest.param({(0, 0): 5, (0, 1): 4, (1, 0): 4}, {0: 1, 1: 0}, id="two weak beat one"),
        pytest.param({(0, 0): 9, (0, 1): 4, (1, 0): 4}, {0: 0}, id="one strong beats two"),
    ],
)
def test_the_heaviest_matching(weights: dict[tuple[int, int], int], pairs: dict[int, int]) -> None:
    assert assign(weights) == pairs


@given(graphs)
def test_no_set_of_pairs_is_heavier(weights: dict[tuple[int, int], int]) -> None:
    pairs = assign(weights)
    assert pairs.items() <= weights.keys()
    assert len(set(pairs.values())) == len(pairs)
    assert weight(weights, pairs) == heaviest(weights)


@settings(deadline=None, max_examples=50)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 29), st.integers(0, 29)), st.integers(1, 1000), max_size=150
    )
)
def test_it_agrees_with_scipy(weights: dict[tuple[int, int], int]) -> None:
    pytest.importorskip("scipy", reason="SciPy comes with the extra train")
    numpy = importlib.import_module("numpy")
    optimize = importlib.import_module("scipy.optimize")
    dense = numpy.zeros((30, 30))
    for edge, value in weights.items():
        dense[edge] = value
    chosen = optimize.linear_sum_assignment(dense, maximize=True)
    assert weight(weights, assign(weights)) == dense[chosen].sum()


def test_a_long_chain_takes_no_time() -> None:
    chain = {(i, j): 10 + i % 3 for i in range(300) for j in (i, i + 1)}
    assert len(assign(chain)) == 300
