"""``python -m training.folds``: what to expect on new plans, with whole provinces held out.

Rules and a tagger that have seen a plan say nothing of new ones. Here the gold plans are dealt
out in folds, all plans of a province in one; for each fold a tagger learns from the others and
from the project's own train plans, and is scored on the fold, alone and together with the
rules. (The rules were written with these plans in sight: their own figure is one for seen
plans.)
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from statistics import mean, stdev
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from transformers import PreTrainedModel

from annotations import Annotation
from annotations.corpus import AnnotatedPlan, read_corpus
from annotations.splits import Split
from evaluation.counts import ENTITY_LABELS, Counts, total
from evaluation.items import items, strict
from pipeline.console import WRONG_USAGE, one_line_errors
from pipeline.extract import extract
from pipeline.readers import Source
from pipeline.rules import Rules, load_rules
from pipeline.tagging import Mode, Tagger
from training.base import load_base
from training.finetuning import Corpus, fine_tune, learn_silver
from training.plans import folded
from training.settings import Settings, read_settings
from training.sources import read_sources
from training.tagger import TorchTagger

_NUMBER = re.compile(r"-\d.*")

Fit = Callable[[Sequence[Annotation], int], Tagger]
"""Trains on plans (as their files hold them) with a seed."""


@dataclass(frozen=True, slots=True)
class Fold:
    """A part of the plans: what is learnt from, and what is held out."""

    learnt: tuple[AnnotatedPlan, ...]
    held_out: tuple[AnnotatedPlan, ...]


def province(name: str) -> str:
    """The province in the name of a plan: "can-tho" of "can-tho-71-kh-2021"."""
    return _NUMBER.sub("", name)


def folds(plans: Sequence[AnnotatedPlan], count: int) -> list[Fold]:
    """Deal plans out in folds of about as many entities each, no province in two.

    Args:
        plans: the gold plans.
        count: how many folds; fewer where there are fewer provinces.
    """
    by_province: dict[str, list[AnnotatedPlan]] = defaultdict(list)
    for plan in plans:
        by_province[province(plan.name)].append(plan)
    parts: list[list[AnnotatedPlan]] = [[] for _ in range(min(count, len(by_province)))]
    for group in sorted(by_province.values(), key=_size, reverse=True):
        min(parts, key=_size).extend(group)
    return [
        Fold(tuple(plan for other in parts if other is not part for plan in other), tuple(part))
        for part in parts
    ]


def cross_validate(
    plans: Sequence[AnnotatedPlan],
    *,
    fit: Fit,
    rules: Rules,
    count: int,
    seeds: Sequence[int],
    modes: Sequence[Mode] = tuple(Mode),
    report: Callable[[str], None] = lambda line: None,
) -> dict[Mode, list[dict[str, Counts]]]:
    """Strict counts by label over all folds, for each way and seed.

    Args:
        plans: the gold plans.
        fit: trains a tagger on plans that it may see.
        rules: the rules that run beside it.
        count: how many folds.
        seeds: each trains all folds once.
        modes: the ways to tag that are scored.
        report: is told of each fold.
    """
    scores: dict[Mode, list[dict[str, Counts]]] = {mode: [] for mode in modes}
    for seed in seeds:
        for mode in modes:
            scores[mode].append({label.value: Counts() for label in ENTITY_LABELS})
        for number, fold in enumerate(folds(plans, count), 1):
            tagger = fit([plan.annotation for plan in fold.learnt], seed)
            for mode in modes:
                of_fold = counted(fold.held_out, tagger, rules, mode)
                for label, counts in of_fold.items():
                    scores[mode][-1][label] += counts
                words = ", ".join(_figures(of_fold))
                report(f"seed {seed}, fold {number}, {mode}: {words}")
    return scores


def table(scores: Mapping[Mode, Sequence[Mapping[str, Counts]]]) -> Iterator[str]:
    """Mean and spread (standard deviation over seeds) of F1 as a table in Markdown."""
    labels = [label.value for label in ENTITY_LABELS]
    yield f"| | {' | '.join(labels)} |"
    yield f"|---|{'---|' * len(labels)}"
    for mode, runs in scores.items():
        cells = [_mean([run[label].f1 or 0.0 for run in runs]) for label in labels]
        yield f"| {mode} | {' | '.join(cells)} |"


def _mean(values: Sequence[float]) -> str:
    spread = stdev(values) if len(values) > 1 else 0.0
    return f"{mean(values):.3f} ± {spread:.3f}"


def counted(
    plans: Sequence[AnnotatedPlan], tagger: Tagger, rules: Rules, mode: Mode
) -> dict[str, Counts]:
    """Strict counts of entities by label over some plans.

    Args:
        plans: with the texts of their files.
        tagger: what was trained.
        rules: compiled rules; they read the rest of each plan where the tagger is alone.
        mode: who tags.
    """
    found: list[dict[str, Counts]] = []
    for plan in plans:
        source = Source(f"{plan.name}.txt", plan.annotation.text.encode())
        tagged = extract(source, rules=rules, tagger=tagger, mode=mode).annotation()
        found.append(strict(items(plan.annotation), items(tagged)))
    return {label.value: total(one[label.value] for one in found) for label in ENTITY_LABELS}


def _figures(counts: Mapping[str, Counts]) -> Iterator[str]:
    for label, one in counts.items():
        yield f"{label} {one.f1:.3f}" if one.f1 is not None else f"{label} -"


def _size(plans: Sequence[AnnotatedPlan]) -> int:
    return sum(len(plan.annotation.entities) for plan in plans)


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command()
def main(
    gold: Annotated[Path, typer.Argument(help="Annotated plans, named PROVINCE-NUMBER-...")],
    own: Annotated[Path, typer.Option(help="Plans with splits to learn from and choose by.")],
    base: Annotated[str, typer.Option(help="The encoder to start from.")],
    silver: Annotated[Path | None, typer.Option(help="Silver plans to learn from first.")] = None,
    config: Annotated[Path | None, typer.Option(help="Settings in TOML.")] = None,
    count: Annotated[int, typer.Option("--folds", min=2)] = 5,
    seeds: Annotated[int, typer.Option(min=1)] = 3,
) -> None:
    """Train and score on each fold; print mean and spread of F1 over the seeds."""
    with one_line_errors(unread=WRONG_USAGE):
        settings = Settings() if config is None else read_settings(config)
        fit = learner(own, base, silver=silver, settings=settings)
        scores = cross_validate(
            read_corpus(gold),
            fit=fit,
            rules=load_rules(None),
            count=count,
            seeds=range(settings.seed, settings.seed + seeds),
            report=typer.echo,
        )
    for line in table(scores):
        typer.echo(line)


def learner(own: Path, base: str, *, silver: Path | None, settings: Settings) -> Fit:
    """Fine-tunes ``base`` on the train plans of ``own`` and on the plans it is given.

    Args:
        own: plans with splits; those of dev choose the epoch, those of test are not read.
        base: the encoder.
        silver: plans to learn from first.
        settings: how it is tuned; the seed is given with each run.

    Raises:
        KehoachError: when plans or encoder cannot be used.
    """
    plans = read_sources(own, typer.echo)
    of = {
        split: [folded(plan.annotation) for plan in plans if plan.split is split]
        for split in (Split.TRAIN, Split.DEV)
    }
    labelled = [] if silver is None else [folded(plan.annotation) for plan in read_corpus(silver)]
    encoder = load_base(base)

    @cache
    def begun(seed: int) -> PreTrainedModel:
        """What silver plans teach is the same for all folds."""
        with TemporaryDirectory() as work:
            return learn_silver(
                encoder,
                labelled,
                replace(settings, seed=seed),
                work=Path(work),
                report=typer.echo,
            )

    def fit(learnt: Sequence[Annotation], seed: int) -> Tagger:
        corpus = Corpus([*of[Split.TRAIN], *map(folded, learnt)], of[Split.DEV])
        with TemporaryDirectory() as work:
            tuned = fine_tune(
                encoder,
                corpus,
                replace(settings, seed=seed),
                work=Path(work) / "run",
                begun=begun(seed),
                report=typer.echo,
            )
        return TorchTagger.calibrated(tuned)

    return fit


if __name__ == "__main__":
    app()
