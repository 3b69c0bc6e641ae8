"""The rules as data: each entry holds on its examples and is silent on its counterexamples."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from cases import cases
from marked import mark_spans, read_spans

from annotations import Entity
from pipeline.document import Document
from pipeline.entities.find import find_entities
from pipeline.entities.tokens import tokenize
from pipeline.folding import fold
from pipeline.outline import build_outline
from pipeline.rules import FAMILIES, load_rules
from pipeline.tasks.context import Context
from pipeline.tasks.labels import Labels
from pipeline.tasks.partners import partners_in_text

RULES = load_rules()
FINDERS: dict[str, Callable[[str], list[Entity]]] = {
    "agency": lambda text: RULES.agencies.find(tokenize(text)),
    "collective": lambda text: RULES.agencies.find(tokenize(text)),
    "date": RULES.dates.find,
    "country": RULES.countries.find,
    "docref": RULES.documents.find,
}
TABLES = ("rule", "line", "column", "false_positive", "example")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a rule file, in whatever table it stands."""

    family: str
    table: str
    place: int
    data: dict[str, Any]

    @property
    def name(self) -> str:
        """The entry's own name, or what it is and which."""
        own = self.data.get("name") or f"{self.data.get('role', '')} {self.table} {self.place}"
        return f"{self.family}: {own.strip()}"

    @property
    def source(self) -> str:
        """What entities that a rule finds say of it."""
        return f"rule:{self.family}-{self.data['name']}"

    @property
    def examples(self) -> list[str]:
        """Its examples, whatever their key is called."""
        one = self.data.get("example") or self.data.get("text")
        return self.data.get("examples", []) if one is None else [one]

    def find(self, text: str) -> list[Entity]:
        """What the finder of the family finds in ``text``."""
        return FINDERS[self.family](text)


def entries(*tables: str) -> Iterator[Entry]:
    for family in FAMILIES:
        for table in tables:
            for place, data in enumerate(RULES.data[family].get(table, ()), 1):
                yield Entry(family, table, place, data)


def by_name(*tables: str) -> dict[str, Entry]:
    return {entry.name: entry for entry in entries(*tables)}


def by_example(key: str, *tables: str) -> dict[str, tuple[Entry, str]]:
    """The single examples or counterexamples of the entries of some tables."""
    return {
        f"{entry.name}: {example}": (entry, example)
        for entry in entries(*tables)
        if entry.family in FINDERS
        for example in (entry.examples if key == "examples" else entry.data.get(key, ()))
    }


@pytest.mark.parametrize("entry", cases(by_name(*TABLES)))
def test_each_entry_has_an_example(entry: Entry) -> None:
    assert entry.examples


@pytest.mark.parametrize("case", cases(by_example("examples", "rule", "example")))
def test_what_an_example_brackets_is_found_and_nothing_else(case: tuple[Entry, str]) -> None:
    entry, example = case
    text, _ = read_spans(example)
    assert mark_spans(text, [found.span for found in entry.find(text)]) == example


WITH_EXAMPLES = {name: entry for name, entry in by_name("rule").items() if entry.examples}


@pytest.mark.parametrize("entry", cases(WITH_EXAMPLES))
def test_a_rule_finds_something_in_its_examples_itself(entry: Entry) -> None:
    texts = [read_spans(example)[0] for example in entry.examples]
    assert entry.source in {found.source for text in texts for found in entry.find(text)}


@pytest.mark.parametrize("case", cases(by_example("counterexamples", "rule")))
def test_a_rule_finds_nothing_in_a_counterexample(case: tuple[Entry, str]) -> None:
    entry, text = case
    own = [found.span for found in entry.find(text) if found.source == entry.source]
    assert mark_spans(text, own) == text


@pytest.mark.parametrize("case", cases(by_example("examples", "false_positive")))
def test_a_false_positive_is_not_found(case: tuple[Entry, str]) -> None:
    entry, text = case
    assert mark_spans(text, [found.span for found in entry.find(text)]) == text


@pytest.mark.parametrize("entry", cases(by_name("line")))
def test_a_label_is_read_by_its_own_pattern(entry: Entry) -> None:
    alone = Labels({**RULES.data["label"], "line": [entry.data]})
    for labels in (alone, Labels(RULES.data["label"])):
        for example in entry.examples:
            found = labels.at(example, 0, len(example))
            assert found == (entry.data["role"], len(example)), example


@pytest.mark.parametrize("entry", cases(by_name("column")))
def test_a_column_is_read_by_its_own_pattern(entry: Entry) -> None:
    rest = RULES.data["label"]["column"][-1]
    alone = Labels({**RULES.data["label"], "column": [entry.data, rest]})
    for labels in (alone, Labels(RULES.data["label"])):
        for example in entry.examples:
            assert labels.column(example) == entry.data["role"], example


@pytest.mark.parametrize(
    "example",
    cases(
        {
            text: text
            for entry in entries("example")
            if entry.family == "cue"
            for text in entry.examples
        }
    ),
)
def test_what_an_example_of_cues_brackets_is_a_partner(example: str) -> None:
    text, _ = read_spans(example)
    document = Document(text)
    outline = build_outline(document, fold(document))
    context = Context(outline, find_entities(outline, RULES), RULES)
    partners = partners_in_text(context, outline.items[0].span)
    assert mark_spans(text, [part.entity.span for part in partners]) == example


@pytest.mark.parametrize("family", FAMILIES)
def test_names_of_rules_are_unique(family: str) -> None:
    names = [entry["name"] for entry in RULES.data[family].get("rule", ())]
    assert len(set(names)) == len(names)
