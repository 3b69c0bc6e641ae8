"""The F1 of the evaluation is that of scorers written apart: two here, one in the gold's home."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from annotated import write_plans
from hypothesis import given, settings
from noise import any_annotations, noisy
from typer import Typer
from typer.testing import CliRunner

from annotations import Annotation, Entity, Label, brat
from annotations.corpus import read_corpus
from evaluation.command import mount
from evaluation.counts import NAMES
from evaluation.iob import MissingScorer, iob_scores
from evaluation.report import evaluate

ROOT = Path(__file__).parents[2]
OWN = ROOT / "annotations" / "plans"
SHARED = ROOT.parent / "shared"
SCORER = SHARED / "tools" / "score_brat.py"

has_shared = pytest.mark.skipif(not SCORER.is_file(), reason="the shared gold is not here")
has_own = pytest.mark.skipif(not any(OWN.glob("*.ann")), reason="the project's plans are not here")


def predictions(gold: Mapping[str, Annotation]) -> dict[str, Annotation]:
    return {name: noisy(plan, seed=seed) for seed, (name, plan) in enumerate(gold.items())}


def read(folder: Path) -> dict[str, Annotation]:
    return {plan.name: plan.annotation for plan in read_corpus(folder)}


def lines_of(ann: Path) -> tuple[set[tuple[str, str]], set[tuple[str, ...]]]:
    """An ``.ann`` file as bare strings: (label, place) and (role, head, tail)."""
    places: dict[str, tuple[str, str]] = {}
    relations: set[tuple[str, ...]] = set()
    for line in ann.read_text(encoding="utf-8").split("\n"):
        if match := re.match(r"(T\d+)\t(\w+) (\d+).*? (\d+)\t", line):
            places[match[1]] = (match[2], f"{match[3]}-{match[4]}")
        elif match := re.match(r"R\d+\t(\w+) Arg1:(T\d+) Arg2:(T\d+)", line):
            relations.add((match[1], *places[match[2]], *places[match[3]]))
    return set(places.values()), relations


def f1_by_hand(gold: Path, predicted: Path) -> dict[str, str]:
    """Strict micro F1 by name over two folders, with nothing of the project in it."""
    scores: dict[str, str] = {}
    for name in NAMES:
        hits = wanted = found = 0
        for ann in gold.glob("*.ann"):
            want, got = lines_of(ann), lines_of(predicted / ann.name)
            for right, guess in zip(want, got, strict=True):
                right = {entry for entry in right if entry[0] == name}
                guess = {entry for entry in guess if entry[0] == name}
                hits += sum(entry in guess for entry in right)
                wanted, found = wanted + len(right), found + len(guess)
        precision = hits / found if found else 0.0
        recall = hits / wanted if wanted else 0.0
        f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
        scores[name] = f"{f1:.3f}"
    return scores


def f1_printed(gold: Path, predicted: Path) -> dict[str, str]:
    """F1 by name as ``kehoach evaluate`` prints it."""
    app = Typer()
    mount(app)
    result = CliRunner().invoke(app, [str(gold), "--predictions", str(predicted)])
    assert result.exit_code == 0, result.output
    rows = (line.split() for line in result.stdout.splitlines())
    scores = {row[0]: row[3] for row in rows if row and row[0] in NAMES}
    return {name: f1.replace("–", "0.000") for name, f1 in scores.items()}


@has_own
def test_a_scorer_written_apart_gives_the_same_on_the_own_plans(tmp_path: Path) -> None:
    plans = read(OWN)
    gold = write_plans(tmp_path / "gold", plans)
    found = write_plans(tmp_path / "found", predictions(plans))
    printed = f1_printed(gold, found)
    assert printed == f1_by_hand(gold, found)
    assert len(set(printed.values())) > 5, "the predictions are too much alike to show anything"


@has_shared
def test_the_shared_scorer_gives_the_same(tmp_path: Path) -> None:
    gold = SHARED / "gold" / "dev"
    found = write_plans(tmp_path, predictions(read(gold)))
    table = subprocess.run(
        [sys.executable, str(SCORER), str(gold), str(found)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1"},
        check=True,
    ).stdout
    rows = (line.split() for line in table.splitlines())
    shared = {row[0]: row[3] for row in rows if row and row[0] in NAMES}
    assert f1_printed(gold, found) == shared


@has_own
def test_seqeval_gives_the_same_on_the_own_plans() -> None:
    pytest.importorskip("seqeval", reason="seqeval comes with the extra train")
    gold = read(OWN)
    report = evaluate(gold, predictions(gold), iob=True, baseline=False).primary
    assert report.iob is not None
    for label in Label:
        score, counts = report.iob.scores[label], report.strict[label]
        assert score.gold == counts.gold
        assert (score.precision, score.recall, score.f1) == pytest.approx(
            (counts.precision, counts.recall, counts.f1)
        )
    assert set(report.iob.lost.values()) == {0}


@settings(deadline=None, max_examples=50)
@given(any_annotations(), any_annotations())
def test_seqeval_gives_the_same_on_any_flat_spans(gold: Annotation, found: Annotation) -> None:
    pytest.importorskip("seqeval", reason="seqeval comes with the extra train")
    gold, found = flat(gold), flat(found)
    scores = iob_scores([(gold, found)]).scores
    exact = evaluate({"plan": gold}, {"plan": found}, baseline=False).primary.strict
    for label in Label:
        assert (scores[label].f1 if label in scores else 0) == pytest.approx(exact[label].f1 or 0)


def test_overlapping_predictions_are_counted_as_lost_to_iob() -> None:
    pytest.importorskip("seqeval", reason="seqeval comes with the extra train")
    gold = brat.loads("T1\tAGENCY 0 7\tSở Y tế\n", "Sở Y tế họp.")
    found = brat.loads("T1\tAGENCY 0 7\tSở Y tế\nT2\tDATE 3 7\tY tế\n", "Sở Y tế họp.")
    assert iob_scores([(gold, found)]).lost["DATE"] == 1


def test_without_seqeval_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "seqeval.metrics", None)
    with pytest.raises(
        MissingScorer, match=r"^strict IOB2 needs .* pip install 'kehoach\[train\]'"
    ):
        iob_scores([])


def flat(annotation: Annotation) -> Annotation:
    """The entities that overlap none before them, layer by layer."""
    ends = {True: 0, False: 0}
    kept: list[Entity] = []
    for entity in sorted(annotation.entities, key=lambda entity: entity.span):
        layer = entity.label is Label.TASK
        if entity.span.start >= ends[layer]:
            kept.append(entity)
            ends[layer] = entity.span.end
    return Annotation(annotation.text, tuple(kept))
