"""Silver labels are the rules' where a model agrees, and never of a held-out passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from annotated import write_plans
from typer.testing import CliRunner

from annotations import Annotation, Entity, Label, Span
from annotations.corpus import read_corpus
from pipeline.document import Document
from pipeline.rules import load_rules
from training import silver
from training.silver import TOGETHER, agreed, app, sampled

LINES = (
    "Sở Y tế chủ trì, phối hợp với Công an tỉnh tổ chức tập huấn.",
    "Sở Nội vụ báo cáo kết quả thực hiện với Nhật Bản.",
    "Nội dung này không nhắc đến cơ quan nào cả.",
)


@dataclass(frozen=True)
class Knows:
    """A model that finds given words."""

    words: Sequence[str]

    def tag(self, text: str) -> list[Entity]:
        return [
            Entity(Label.AGENCY, Span(text.index(words), text.index(words) + len(words)), "model:m")
            for words in self.words
            if words in text
        ]


def test_a_paragraph_is_kept_where_rules_and_model_agree() -> None:
    tagger = Knows(["Sở Y tế", "Công an tỉnh", "Sở Nội vụ"])  # no country
    result = agreed(Document("\n".join(LINES), wrapped=False), tagger, load_rules(None))
    assert (result.kept, result.read) == (2, 3)
    assert result.annotation.text == f"{LINES[0]}\n{LINES[2]}\n"
    assert [entity.span.of(result.annotation.text) for entity in result.annotation.entities] == [
        "Sở Y tế",
        "Công an tỉnh",
    ]


def test_the_first_model_learns_from_what_the_rules_say_alone() -> None:
    result = agreed(Document("\n".join(LINES), wrapped=False), None, load_rules(None))
    assert (result.kept, result.read) == (3, 3)
    assert [entity.label for entity in result.annotation.entities].count(Label.COUNTRY) == 1


def test_a_sample_is_drawn_from_the_whole_corpus() -> None:
    paragraphs = [str(number) for number in range(100 * TOGETHER)]
    runs = sampled(paragraphs, count=10 * TOGETHER, chance=Random(0))
    assert len(runs) == 10
    assert all(int(run[0]) % TOGETHER == 0 and len(run) == TOGETHER for run in runs)
    assert max(int(run[0]) for run in runs) > 50 * TOGETHER
    assert runs == sampled(paragraphs, count=10 * TOGETHER, chance=Random(0))


def test_what_stands_in_a_held_out_plan_is_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held_out = "Giao Sở Y tế tỉnh Sông Lam chủ trì tổ chức tập huấn cho cán bộ các huyện trong năm."
    write_plans(tmp_path / "gold", {"test": Annotation(held_out)})
    corpus = tmp_path / "corpus.txt"
    planted = f"Theo đó, {held_out.removesuffix('.')} 2025."
    corpus.write_text("\n".join((*LINES, planted)), encoding="utf-8")

    def first_model(folder: Path | None) -> Knows:
        return Knows(["Sở Y tế", "Công an tỉnh"])

    monkeypatch.setattr(silver, "load_tagger", first_model)
    arguments = ["--out", "out", "--held-out", "gold", "--corpus", "corpus.txt"]
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, [*arguments, "--sample", str(TOGETHER)])
    assert result.exit_code == 0, result.output
    assert "1 paragraphs dropped" in result.output
    text = "".join(plan.annotation.text for plan in read_corpus(tmp_path / "out"))
    assert LINES[0] in text
    assert "Sông Lam" not in text


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--model", "nowhere"], "kehoach train"),
        (["--model", "nowhere", "--rules-alone"], "not both"),
        (["--rules-alone"], "nothing to label"),
    ],
)
def test_what_cannot_be_labelled_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], words: str
) -> None:
    write_plans(tmp_path / "gold", {"test": Annotation(LINES[0])})
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["--out", "out", "--held-out", "gold", *options])
    assert result.exit_code == 2
    assert words in result.output
    assert result.output.count("\n") == 1
