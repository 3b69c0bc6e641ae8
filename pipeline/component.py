"""The pipeline as a spaCy component: ``nlp.add_pipe("kehoach")``.

It fills ``doc.ents`` with agencies, dates, countries and document references, ``doc.spans``
with the tasks and ``doc._.plan`` with the whole `Plan`, which alone holds the relations.
"""

# spaCy and srsly leave some of their types open.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUntypedFunctionDecorator=false

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import compile_infix_regex, compile_suffix_regex, filter_spans

from annotations import Entity
from pipeline.document import Document
from pipeline.packing import packed, unpacked
from pipeline.plan import Plan
from pipeline.readers.webtable import find_tables
from pipeline.settings import Extractor, Settings, load_extractor

TASKS = "tasks"
"""The group of ``doc.spans`` that holds the tasks."""

INFIXES = (
    r"(?<=[0-9]{4})(?=[^\W\d_])",  # "2018của"
    r"[;:]",  # "Campuchia;Tổng", "Số:412"
    r"[\[\](){}]",  # "phủ[2]"
)
"""Where a token is cut that `spacy.blank("xx")` leaves whole across the edge of an entity."""

SUFFIXES = (
    r"\./\.",  # "./." closes an administrative document
    r"\.",  # "quý I."
)
"""The same at the end of a token."""

_PACKED = "kehoach.plan"


def prepare(nlp: Language) -> Language:
    """Make the tokenizer cut where entities of administrative plans begin and end.

    Args:
        nlp: a pipeline with spaCy's own tokenizer, such as `spacy.blank("xx")`.

    Returns:
        the same pipeline.
    """
    tokenizer: Any = nlp.tokenizer
    infixes = [*(nlp.Defaults.infixes or ()), *INFIXES]
    suffixes = [*(nlp.Defaults.suffixes or ()), *SUFFIXES]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    # The exceptions are emoticons and abbreviations: "(tháng 8)" is no face with glasses.
    tokenizer.rules = {text: cut for text, cut in tokenizer.rules.items() if text.isspace()}
    return nlp


class PlanComponent:
    """Extracts the plan of a text and lays its spans over the document's tokens.

    A span whose edge lies within a token takes the whole token; where two entities then meet,
    the longer one stays. ``doc._.plan`` has all of them to the character.

    Args:
        extract: the extraction.
    """

    def __init__(self, extract: Extractor) -> None:
        self._extract = extract

    def __call__(self, doc: Doc) -> Doc:
        """Fill ``doc.ents``, ``doc.spans["tasks"]`` and ``doc._.plan``."""
        text = doc.text
        if not text.strip():
            return doc
        plan = self._extract(Document(text, tables=find_tables(text)))
        doc.ents = filter_spans([_span(doc, entity) for entity in plan.entities])
        doc.spans[TASKS] = [_span(doc, task.entity) for task in plan.tasks]
        doc._.plan = plan
        return doc


@Language.factory(
    "kehoach",
    assigns=["doc.ents", "doc.spans", "doc._.plan"],
    default_config={"rules": None},
)
def create(nlp: Language, name: str, rules: str | None) -> PlanComponent:
    """The component, with the tokenizer of ``nlp`` prepared for it.

    Args:
        nlp: the pipeline that it joins.
        name: what it is called there.
        rules: a folder with rules that add to those that ship.

    Raises:
        RuleError: when a rule cannot be used.
    """
    prepare(nlp)
    return PlanComponent(load_extractor(Settings(rules=None if rules is None else Path(rules))))


def _span(doc: Doc, entity: Entity) -> Span:
    start, end = entity.span.start, entity.span.end
    span = doc.char_span(start, end, label=entity.label.value, alignment_mode="expand")
    assert span is not None  # only spans outside the text have no tokens to expand to
    return span


@srsly.msgpack_encoders("kehoach")
def _encode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """Keep plans when a document is saved or sent to another process."""
    if isinstance(value, Plan):
        return {_PACKED: packed(value)}
    return value if chain is None else chain(value)


@srsly.msgpack_decoders("kehoach")
def _decode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    if _PACKED in value:
        return unpacked(value[_PACKED])
    return value if chain is None else chain(value)


if not Doc.has_extension("plan"):
    Doc.set_extension("plan", default=None)
