"""The spaCy component: what it fills, and that tokens cut where entities do."""

# spaCy leaves some of its types open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from sample_plans import TEXT, rich_plan
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from annotations import Label, brat
from pipeline.component import PlanComponent, prepare
from pipeline.document import Document
from pipeline.plan import Plan
from pipeline.readers.registry import Source

ROOT = Path(__file__).parents[2]
GOLD = sorted(ROOT.parent.glob("shared/gold/dev/*.ann"))
OWN = sorted(ROOT.glob("annotations/plans/*.ann"))


def extract(source: Source | Document | str) -> Plan:
    """The sample plan, whatever the source."""
    assert isinstance(source, Document)
    assert source.text == TEXT
    return rich_plan("a.txt", format="txt")


@pytest.fixture
def nlp() -> Language:
    return prepare(spacy.blank("xx"))


@pytest.fixture
def doc(nlp: Language) -> Doc:
    return PlanComponent(extract)(nlp(TEXT))


def test_entities_fill_doc_ents(doc: Doc) -> None:
    entities = rich_plan().entities
    assert [(ent.label_, ent.start_char, ent.end_char) for ent in doc.ents] == [
        (entity.label.value, entity.span.start, entity.span.end) for entity in entities
    ]


def test_tasks_fill_a_group_of_spans(doc: Doc) -> None:
    assert [span.label_ for span in doc.spans["tasks"]] == [Label.TASK.value] * 5
    assert [" ".join(span.text.split()) for span in doc.spans["tasks"]] == [
        task.text for task in rich_plan().tasks
    ]


def test_the_plan_comes_whole(doc: Doc) -> None:
    assert doc._.plan == rich_plan("a.txt", format="txt")


@pytest.mark.parametrize("text", ["", " \n"])
def test_a_document_without_text_has_no_plan(nlp: Language, text: str) -> None:
    assert PlanComponent(extract)(nlp(text))._.plan is None


def test_the_plan_outlives_saving_and_loading(nlp: Language, doc: Doc) -> None:
    loaded = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert loaded._.plan == doc._.plan
    kept = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (loaded,) = DocBin(store_user_data=True).from_bytes(kept).get_docs(nlp.vocab)
    assert loaded._.plan == doc._.plan


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("năm 2018của Ủy ban", ["năm", "2018", "của", "Ủy", "ban"]),
        ("Chính phủ[2]", ["Chính", "phủ", "[", "2", "]"]),
        ("Campuchia;Tổng lãnh sự", ["Campuchia", ";", "Tổng", "lãnh", "sự"]),
        ("Số:412/KH-UBND", ["Số", ":", "412", "/", "KH", "-", "UBND"]),
        ("giải quyết./.", ["giải", "quyết", "./."]),
        ("(Bộ Chỉ huy)./.", ["(", "Bộ", "Chỉ", "huy", ")", "./."]),
        ("trong quý I.", ["trong", "quý", "I", "."]),
        ("(tháng 8)", ["(", "tháng", "8", ")"]),
        ("ngày 25/12./.", ["ngày", "25/12", "./."]),
    ],
)
def test_tokens_are_cut_where_entities_end(nlp: Language, text: str, tokens: list[str]) -> None:
    assert [token.text for token in nlp(text)] == tokens


@pytest.mark.parametrize("path", [*GOLD, *OWN], ids=lambda path: path.stem)
def test_no_entity_is_lost_to_the_border_of_a_token(nlp: Language, path: Path) -> None:
    annotation = brat.read(path)
    doc = nlp(annotation.text)
    lost = [
        entity.span.of(annotation.text)
        for entity in annotation.entities
        if doc.char_span(entity.span.start, entity.span.end) is None
    ]
    assert lost == []


@pytest.mark.skipif(not GOLD, reason="the gold plans are not here")
def test_the_gold_plans_were_among_them() -> None:
    assert len(GOLD) == 8
