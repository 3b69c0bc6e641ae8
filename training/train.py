"""From annotated plans to a model's folder: what ``kehoach train`` does, top to bottom."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import annotations
from annotations import Annotation
from annotations.corpus import read_corpus
from annotations.language import say
from annotations.splits import Split
from annotations.storage import decode_utf8, read_bytes
from models import load_tagger, shipped
from models.bundle import PREVIOUS, load_bundle, write_bundle
from models.manifest import Manifest
from models.tagger import OnnxTagger
from training.base import Base, load_base
from training.calibration import Calibration, calibrate
from training.card import Data, Facts, Run, render
from training.challenge import Contest, contest
from training.data import losses
from training.errors import TrainingError
from training.export import Exported, export
from training.finetuning import Corpus, Tuned, fine_tune
from training.leaks import LeakFilter
from training.plans import folded
from training.progress import Report
from training.settings import Settings, read_settings
from training.sources import Sources, held_out_dev, read_sources, refuse_leaks

CHECKPOINTS = ".checkpoints"
"""What follows the name of a model's folder for the folder of its checkpoints."""

OWN = Path(annotations.__file__).with_name("plans")
"""The project's own plans, whose dev and test serve where a run brings none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be trained.

    Args:
        annotations: files and folders of annotated plans.
        base: a folder or a repository of the hub.
        out: the folder to write.
        config: a TOML file of settings.
        silver: a folder of silver plans.
        against: the model to compare with; by default the one that ships.
        replace: put the new model in the place of that one if it is better.
        resume: go on from the last checkpoint.
        notes: a Markdown file to append to the card.
    """

    annotations: Sequence[Path]
    base: str
    out: Path
    config: Path | None = None
    silver: Path | None = None
    against: Path | None = None
    replace: bool = False
    resume: bool = False
    notes: Path | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run.

    Args:
        folder: where the model lies.
        contest: the comparison with the model before it; ``None`` where there was none.
        replaced: the folder whose model was replaced.
    """

    folder: Path
    contest: Contest | None
    replaced: Path | None


def train(request: Request, report: Report) -> Outcome:
    """Train a tagger, export it, and compare it with the one in use.

    Args:
        request: what is to be trained.
        report: is told of the progress, line by line.

    Raises:
        KehoachError: one line that says what to do; nothing was written or replaced then.
    """
    champion = _champion(request)
    _refuse_occupied(request.out)
    settings = Settings() if request.config is None else read_settings(request.config)
    notes = "" if request.notes is None else decode_utf8(read_bytes(request.notes), request.notes)
    sources = _sources(request, report)
    test = [folded(source.annotation) for source in sources.test]
    if request.replace and not test:
        raise TrainingError(
            say("--replace: there is no test plan by which to tell the better model")
        )
    base = load_base(request.base)
    corpus = _corpus(request, sources)
    runs = list(_runs(request, base, corpus, settings, report))
    best = max(runs, key=lambda tuned: tuned.scores["f1"])
    with tempfile.TemporaryDirectory() as work:
        exported = export(best, Path(work), int8=settings.int8)
        report(exported.sentence)
        calibration = calibrate(best.dev, exported.outputs, best.transitions)
        report(calibration.sentence)
        files = _Files(_manifest(request, best, exported, calibration), exported.path, base.folder)
        tagger = files.tagger(Path(work) / "trial")
        result = None
        if champion is not None and test:
            result = contest(load_tagger(champion), tagger, test)
            for line in result.lines():
                report(line)
        facts = Facts(
            manifest=files.manifest,
            tuned=best,
            settings=settings,
            data=list(_data(sources, corpus.silver)),
            losses=list(losses((*best.train, *best.dev))),
            exported=exported,
            runs=[
                Run(settings.seed + at, run.scores["f1"], run.epochs) for at, run in enumerate(runs)
            ],
            calibration=calibration,
            speed=_speed(tagger, corpus.dev),
            contest=result,
            notes=notes,
        )
        card = render(facts)
        files.write(request.out, card)
        report(f"{request.out}: the model, with its card")
        replaced = champion if request.replace and result is not None and result.better else None
        if replaced is not None:
            files.write(replaced, card)
            report(f"{replaced}: replaced; the old model lies in {replaced.name}{PREVIOUS}")
    shutil.rmtree(_checkpoints(request.out), ignore_errors=True)
    return Outcome(request.out, result, replaced)


@dataclass(frozen=True, slots=True)
class _Files:
    """What the folder of a model is written from."""

    manifest: Manifest
    model: Path
    encoder: Path

    def write(self, folder: Path, card: str) -> None:
        """Write the folder, all or nothing."""
        write_bundle(folder, self.manifest, model=self.model, encoder_files=self.encoder, card=card)

    def tagger(self, folder: Path) -> OnnxTagger:
        """The tagger as it will run."""
        self.write(folder, "")
        return OnnxTagger.load(folder)


def _champion(request: Request) -> Path | None:
    """The model to compare with."""
    champion = request.against or shipped()
    if champion is None and request.replace:
        raise TrainingError(say("--replace: no model ships and --against names none"))
    if champion is not None:
        load_bundle(champion, threads=1)  # better now than after hours of training
    return champion


def _refuse_occupied(out: Path) -> None:
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise TrainingError(
            say("{out}: is there already; name another folder, or move it", out=out)
        )


def _sources(request: Request, report: Report) -> Sources:
    """The plans by split: none of those to learn from stands in dev or test."""
    sources = Sources.of(
        source for path in request.annotations for source in read_sources(path, report)
    )
    if not (sources.dev and sources.test) and OWN.is_dir():
        own = Sources.of(read_sources(OWN, report))
        report(f"dev and test plans that are missing are taken from {OWN.name}")
        sources = sources.completed(own)
    refuse_leaks(sources)
    sources = held_out_dev(sources)
    if not sources.train:
        raise TrainingError(say("no plan to learn from: all belong to dev or test"))
    if not sources.dev:
        raise TrainingError(say("one plan is too few: annotate a second one, for dev"))
    report(f"plans: {len(sources.train)} train, {len(sources.dev)} dev, {len(sources.test)} test")
    return sources


def _corpus(request: Request, sources: Sources) -> Corpus:
    """What is learnt from, as a model reads it."""
    silver: list[Annotation] = []
    if request.silver is not None:
        silver = [plan.annotation for plan in read_corpus(request.silver)]
        leaks = LeakFilter.of(plan.annotation.text for plan in (*sources.dev, *sources.test))
        count = sum(leaks.leaks(line) for plan in silver for line in plan.text.split("\n"))
        if count:
            raise TrainingError(
                say(
                    "{silver}: {count} paragraphs share twelve syllables in a row with dev "
                    "or test plans: make it anew with 'python -m training.silver "
                    "--held-out'",
                    silver=request.silver,
                    count=count,
                )
            )
    train, dev = (
        [folded(source.annotation) for source in part] for part in (sources.train, sources.dev)
    )
    return Corpus(train, dev, silver)


def _runs(
    request: Request, base: Base, corpus: Corpus, settings: Settings, report: Report
) -> Iterator[Tuned]:
    """One run a seed."""
    for seed in range(settings.seed, settings.seed + settings.seeds):
        report(f"seed {seed}")
        yield fine_tune(
            base,
            corpus,
            replace(settings, seed=seed),
            work=_checkpoints(request.out) / f"seed-{seed}",
            resume=request.resume,
            report=report,
        )


def _manifest(
    request: Request, tuned: Tuned, exported: Exported, calibration: Calibration
) -> Manifest:
    return Manifest(
        name=request.out.name,
        base=tuned.base.name if tuned.base.kind != "plain" else tuned.base.folder.name,
        encoder=tuned.base.kind,
        vocabulary=tuned.base.encoder.vocabulary.size,
        transitions=tuned.transitions,
        temperature=calibration.temperature,
        window=tuned.size,
        numbers={f"dev F1 {name}": score for name, score in exported.scores.items()},
    )


def _data(sources: Sources, silver: Sequence[Annotation]) -> Iterator[Data]:
    """The rows of the card's table of data: one for each folder and use."""
    groups: dict[tuple[str, Split], list[Annotation]] = defaultdict(list)
    own: set[str] = set()
    for source in (*sources.train, *sources.dev, *sources.test):
        groups[source.folder.name, source.split].append(source.annotation)
        if source.folder.resolve() == OWN.resolve():
            own.add(source.folder.name)
    for (name, split), plans in groups.items():
        licence = "Apache-2.0, written for this project" if name in own else "that of their owner"
        yield Data.of(name, split, plans, licence)
    if silver:
        yield Data.of("labels by rules", "silver", silver, "official texts: public domain")


def _speed(tagger: OnnxTagger, plans: Sequence[Annotation]) -> float:
    """Syllables a second over some plans."""
    begun = time.perf_counter()
    for plan in plans:
        tagger.tag(plan.text)
    return sum(len(plan.text.split()) for plan in plans) / (time.perf_counter() - begun)


def _checkpoints(out: Path) -> Path:
    return out.with_name(out.name + CHECKPOINTS)
