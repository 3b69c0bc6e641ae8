"""Mutated files: read or refused in one line, within time and memory, by a process that lives."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from fuzz.targets import targets
from fuzz.watched import Watched

RUNS = 300


@pytest.mark.parametrize("reader", [name for name, one in targets().items() if not one.helpers])
def test_mutated_files_do_no_harm(reader: str) -> None:
    target = targets()[reader]
    material = target.material(brief=True)
    with Watched(reader) as watched:
        # Not shrunk: a hang takes ten seconds each time.
        @settings(
            max_examples=RUNS,
            derandomize=True,
            database=None,
            deadline=None,
            phases=(Phase.generate,),
        )
        @given(seed=st.integers(0, 2**32))
        def run(seed: int) -> None:
            outcome = watched.run(target.mutated(Random(seed), material))
            assert not outcome.is_finding, outcome.detail

        run()
