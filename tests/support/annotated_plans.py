"""Annotated plans for the tests of what is done with annotations."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hypothesis import strategies as st

from annotations import ARGUMENTS, Annotation, Entity, Label, Note, Relation, Role, Span, brat
from annotations.corpus import AnnotatedPlan

OWN_PLANS = Path(__file__).parents[2] / "annotations" / "plans"

TEXT = (
    "Giao Sở Y tế chủ trì, phối hợp với\r\n"
    "Công an tỉnh tổ chức 🚑 diễn tập trước ngày 15/8/2024.\r\n"
    "Căn cứ Quyết định số 12/QĐ-UBND ngày 03/01/2024 của UBND tỉnh; học tập Nhật Bản.\r\n"
)


def entity(label: Label, words: str, *, text: str = TEXT, score: float | None = None) -> Entity:
    """The entity over the first place where ``words`` stand."""
    start = text.index(words)
    source = "gold" if score is None else "rule:test"
    return Entity(label, Span(start, start + len(words)), source, score)


TASK = entity(Label.TASK, TEXT[: TEXT.index(".")])
HEALTH = entity(Label.AGENCY, "Sở Y tế")
POLICE = entity(Label.AGENCY, "Công an tỉnh")
DAY = entity(Label.DATE, "ngày 15/8/2024")
DECISION = entity(Label.DOCREF, "Quyết định số 12/QĐ-UBND")
ISSUED = entity(Label.DATE, "ngày 03/01/2024")
ISSUER = entity(Label.AGENCY, "UBND tỉnh")
JAPAN = entity(Label.COUNTRY, "Nhật Bản")

ANNOTATION = Annotation(
    TEXT,
    (TASK, HEALTH, POLICE, DAY, DECISION, ISSUED, ISSUER, JAPAN),
    (
        Relation(Role.LEAD, TASK, HEALTH),
        Relation(Role.PARTNER, TASK, POLICE),
        Relation(Role.TIME, TASK, DAY),
        Relation(Role.ISSUED_ON, DECISION, ISSUED),
        Relation(Role.ISSUED_BY, DECISION, ISSUER),
    ),
)
PLAN = AnnotatedPlan("y-te-2024", ANNOTATION)


def write_plans(folder: Path, plans: Mapping[str, Annotation]) -> Path:
    """A folder of annotated plans."""
    for name, annotation in plans.items():
        path = folder / f"{name}.ann"
        path.parent.mkdir(parents=True, exist_ok=True)
        brat.write(annotation, path)
    return folder


@st.composite
def any_annotation(draw: st.DrawFn) -> Annotation:
    """Any text with any entities that begin and end with something visible, relations and notes.

    Entities nest, cross and share borders, within a label and across labels.
    """
    alphabet = 'aạđÁK15.;:|(/-\u0301\ufeff😀\U00020000 \t\n\r\x0b\x85\u2028\xa0\x00"\\'
    text = draw(st.text(st.sampled_from(alphabet), max_size=60))
    visible = [at for at, character in enumerate(text) if not character.isspace()]
    if not visible:
        return Annotation(text)
    offset = st.sampled_from(visible)
    spans = st.tuples(offset, offset).map(lambda ends: Span(min(ends), max(ends) + 1))
    entities = draw(
        st.lists(st.builds(Entity, st.sampled_from(Label), spans), unique=True, max_size=8)
    )
    possible = [
        Relation(role, head, tail)
        for role, labels in ARGUMENTS.items()
        for head in entities
        for tail in entities
        if (head.label, tail.label) == labels
    ]
    chosen = draw(st.lists(st.sampled_from(possible), unique=True)) if possible else []
    ordered = sorted(entities, key=lambda one: (one.span.start, -one.span.end, one.label))
    notes = [
        Note(on, draw(st.sampled_from(("xem lại", "value=so-y-te@hue", "value=; status=open"))))
        for on in (*ordered, *chosen)
        if draw(st.booleans())
    ]
    return Annotation(text, tuple(ordered), tuple(chosen), tuple(notes))


@st.composite
def any_plans(draw: st.DrawFn) -> list[AnnotatedPlan]:
    """A few plans of different names."""
    several = draw(st.lists(any_annotation(), min_size=1, max_size=3))
    return [AnnotatedPlan(f"kế-hoạch-{at}", one) for at, one in enumerate(several)]
