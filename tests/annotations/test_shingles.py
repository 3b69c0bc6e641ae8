"""How much two texts share."""

from __future__ import annotations

from itertools import combinations

import pytest
from annotated_plans import OWN_PLANS

from annotations.corpus import read_corpus
from annotations.shingles import LENGTH, MAX_SHARED, shared, shingles

NINE = "một hai ba bốn năm sáu bảy tám chín"


def test_a_shingle_is_eight_syllables() -> None:
    assert LENGTH == 8
    assert shingles(NINE) == {
        "một hai ba bốn năm sáu bảy tám",
        "hai ba bốn năm sáu bảy tám chín",
    }


@pytest.mark.parametrize(
    "same",
    [NINE.upper(), NINE.replace(" ", "\r\n"), f"- {NINE}.", NINE.replace("ố", "o\u0302\u0301")],
    ids=["case", "line breaks", "marks", "composition"],
)
def test_form_makes_no_difference(same: str) -> None:
    assert shingles(same) == shingles(NINE)


def test_the_share_is_that_of_the_shorter_text() -> None:
    long = f"{NINE} mười mười một mười hai"
    assert shared(shingles(NINE), shingles(long)) == 1.0
    assert shared(shingles(long), shingles(NINE)) == 1.0


def test_a_text_too_short_for_a_shingle_shares_nothing() -> None:
    assert shared(shingles("một hai"), shingles(NINE)) == 0.0


def test_no_two_own_plans_share_over_three_per_cent() -> None:
    sequences = {plan.name: shingles(plan.annotation.text) for plan in read_corpus(OWN_PLANS)}
    assert MAX_SHARED == 0.03
    alike = {
        (one, other): round(share, 3)
        for one, other in combinations(sequences, 2)
        if (share := shared(sequences[one], sequences[other])) > MAX_SHARED
    }
    assert alike == {}
