"""Maximum-weight matching in a sparse bipartite graph.

`scipy.optimize.linear_sum_assignment` solves the dense problem, but SciPy is no dependency of a
plain install, and the overlaps of two sets of spans are sparse: nearly all of them are single
edges. The tests check this solver against SciPy's where it is installed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

Weights = Mapping[tuple[int, int], int]
"""The weight of each edge from a left to a right vertex; every weight is positive."""


def assign(weights: Weights) -> dict[int, int]:
    """The pairs, left to right, whose weights have the greatest sum.

    Successive best augmenting paths: starting from no pair, the matching is enlarged along the
    alternating path that gains most, until none gains anything. Each of these matchings is the
    heaviest of its size, and what one pair more gains never grows, so the last one is the
    heaviest of all (Ahuja, Magnanti, Orlin, Network Flows, 1993, chapter 9.7).

    Args:
        weights: the edges.
    """
    if len(weights) == 1:
        return dict(weights.keys())
    edges: dict[int, list[int]] = {}
    for left, right in weights:
        edges.setdefault(left, []).append(right)
    matched: dict[int, int] = {}
    while path := _best_path(weights, edges, matched):
        matched |= path
    return {left: right for right, left in matched.items()}


def _best_path(
    weights: Weights, edges: Mapping[int, list[int]], matched: Mapping[int, int]
) -> dict[int, int]:
    """The new partners, right to left, along the path that gains most; empty when none gains.

    A search in the manner of Bellman and Ford, since taking back a pair costs its weight. A
    vertex is visited again only when it is reached with more gain, and no cycle gains.
    """
    partners = {left: right for right, left in matched.items()}
    gain = {left: 0 for left in edges if left not in partners}
    reached: dict[int, tuple[int, int]] = {}
    end, most = -1, 0
    queue = deque(gain)
    while queue:
        left = queue.popleft()
        for right in edges[left]:
            here = gain[left] + weights[left, right]
            if right in reached and here <= reached[right][0]:
                continue
            reached[right] = (here, left)
            if right not in matched:
                if here > most:
                    end, most = right, here
                continue
            back = matched[right]
            if back not in gain or here - weights[back, right] > gain[back]:
                gain[back] = here - weights[back, right]
                queue.append(back)
    path: dict[int, int] = {}
    right = end if most else None
    while right is not None:
        left = path[right] = reached[right][1]
        right = partners.get(left)
    return path
