"""IOB2: entities written as tags and read again, with what is lost on the way."""

from __future__ import annotations

import pytest

from annotations import Entity, Label, Span
from models.encoding import Encoding
from models.labels import LABELS, Scheme, runs, tagged

SCHEME = Scheme()
PLACES = [(0, 2), (3, 4), (5, 7), (7, 8), (9, 12)]  # "Sở Y tế, Lào"
ENCODING = Encoding((5, 6, 7, 8, 9), tuple(Span(*place) for place in PLACES), (0,) * 5)


def entity(label: Label, start: int, end: int) -> Entity:
    return Entity(label, Span(start, end))


def test_the_tags_are_o_then_b_and_i_of_each_label() -> None:
    assert SCHEME.tags == (
        "O",
        "B-AGENCY",
        "I-AGENCY",
        "B-DATE",
        "I-DATE",
        "B-COUNTRY",
        "I-COUNTRY",
        "B-DOCREF",
        "I-DOCREF",
    )
    assert len(SCHEME) == len(SCHEME.tags)
    for label in LABELS:
        begin = SCHEME.begin(label)
        assert SCHEME.tags[begin] == f"B-{label}"
        assert (SCHEME.label(begin), SCHEME.label(begin + 1)) == (label, label)
        assert SCHEME.begins(begin)
        assert SCHEME.goes_on(begin + 1)
    assert not SCHEME.begins(0)
    assert not SCHEME.goes_on(0)


def test_entities_are_written_and_read_again() -> None:
    written = tagged(ENCODING, [entity(Label.AGENCY, 0, 7), entity(Label.COUNTRY, 9, 12)])
    assert [SCHEME.tags[tag] for tag in written.tags] == [
        "B-AGENCY",
        "I-AGENCY",
        "I-AGENCY",
        "O",
        "B-COUNTRY",
    ]
    assert not written.lost
    assert list(runs(written.tags, SCHEME)) == [(Label.AGENCY, 0, 3), (Label.COUNTRY, 4, 5)]


@pytest.mark.parametrize(
    ("entities", "tags", "lost"),
    [
        ([(Label.AGENCY, 0, 6)], "1 2 2 0 0", {"edge inside a sub-word": 1}),
        ([(Label.AGENCY, 0, 7), (Label.DATE, 5, 8)], "1 2 2 0 0", {"overlap": 1}),
        ([(Label.AGENCY, 8, 9)], "0 0 0 0 0", {"no sub-word": 1}),
        ([(Label.TASK, 0, 12)], "0 0 0 0 0", {}),  # not the tagger's
        ([(Label.AGENCY, 0, 4), (Label.AGENCY, 5, 7)], "1 2 1 0 0", {}),  # side by side
    ],
)
def test_what_tags_cannot_hold_is_counted(
    entities: list[tuple[Label, int, int]], tags: str, lost: dict[str, int]
) -> None:
    written = tagged(ENCODING, [entity(*one) for one in entities])
    assert written.tags == tuple(map(int, tags.split()))
    assert written.lost == lost


@pytest.mark.parametrize(
    ("tags", "read"),
    [
        ([1, 2, 2], [(Label.AGENCY, 0, 3)]),
        ([1, 1, 2], [(Label.AGENCY, 0, 1), (Label.AGENCY, 1, 3)]),
        ([0, 2, 2], [(Label.AGENCY, 1, 3)]),  # an I without its B
        ([1, 4, 0], [(Label.AGENCY, 0, 1), (Label.DATE, 1, 2)]),
        ([], []),
    ],
)
def test_runs(tags: list[int], read: list[tuple[Label, int, int]]) -> None:
    assert list(runs(tags, SCHEME)) == read
