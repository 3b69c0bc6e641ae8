"""Annotated plans from folders and tools, checked, and kept apart by split."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotations import Annotation, AnnotationError, brat, splits
from annotations.check import Finding, Severity, check, check_standoff
from annotations.corpus import AnnotatedPlan
from annotations.digests import digest
from annotations.formats.registry import Format, format_named
from annotations.language import say
from annotations.shingles import MAX_SHARED, shared, shingles
from annotations.splits import Split, Splits
from training.errors import TrainingError
from training.progress import Report

_BRAT = "brat"
_BY_ENDING = {".ann": _BRAT, ".jsonl": "doccano", ".json": "label-studio"}
"""The formats that are read, by the ending of their files."""


@dataclass(frozen=True, slots=True)
class Source:
    """An annotated plan, and what it is for.

    Args:
        folder: the folder or file that it was read from.
        name: what it is called there.
        annotation: its text and entities.
        split: what it is used for.
    """

    folder: Path
    name: str
    annotation: Annotation
    split: Split

    def __str__(self) -> str:
        return f"{self.folder.name}/{self.name}"


@dataclass(frozen=True, slots=True)
class Sources:
    """Annotated plans by what they are used for."""

    train: tuple[Source, ...]
    dev: tuple[Source, ...]
    test: tuple[Source, ...]

    @classmethod
    def of(cls, plans: Iterable[Source]) -> Sources:
        """Plans sorted by their splits."""
        plans = tuple(plans)
        train, dev, test = (
            tuple(plan for plan in plans if plan.split is split)
            for split in (Split.TRAIN, Split.DEV, Split.TEST)
        )
        return cls(train, dev, test)

    def completed(self, other: Sources) -> Sources:
        """These plans, with the dev and test plans of others where there are none here."""
        return replace(self, dev=self.dev or other.dev, test=self.test or other.test)


def read_sources(path: Path, report: Report) -> tuple[Source, ...]:
    """The annotated plans of a file, or of all files in a folder, checked.

    A folder holds brat (``NAME.ann`` with ``NAME.txt``), doccano (``.jsonl``) or Label Studio
    files (``.json``). What ``splits.toml`` or a folder named train, dev or test says of a plan
    is followed; any other plan is for training. Plans that nobody has reviewed are left out.

    Args:
        path: the file or folder.
        report: is told what the files hold that is not taken over.

    Raises:
        AnnotationError: when there is nothing to read, or a file is broken.
        TrainingError: when the check finds errors; the first is named.
    """
    table = splits.load(path) if path.is_dir() else None
    plans: list[AnnotatedPlan] = []
    for format in _formats(path):
        decoded = format.read(path)
        for line in decoded.conversion.lines():
            report(f"{path}: {line}")
        _refuse_errors(path, _findings(path, format, decoded.plans))
        plans += (plan for plan in decoded.plans if not plan.suggested)
    if not plans:
        raise AnnotationError(path, say("holds no plan that a person annotated or reviewed"))
    return tuple(
        Source(path, plan.name, plan.annotation, _split(plan.name, table)) for plan in plans
    )


def refuse_leaks(sources: Sources) -> None:
    """Refuse training plans that stand in dev or test, whole or in good part.

    Raises:
        TrainingError: names all such plans, each with the one it repeats.
    """
    held_out = [
        (plan, digest(plan.annotation.text), shingles(plan.annotation.text))
        for plan in (*sources.dev, *sources.test)
    ]
    leaks: list[str] = []
    for plan in sources.train:
        text, sequences = digest(plan.annotation.text), shingles(plan.annotation.text)
        for other, other_text, other_sequences in held_out:
            share = 1.0 if text == other_text else shared(sequences, other_sequences)
            if share > MAX_SHARED:
                leaks.append(
                    say(
                        "{plan} shares {share:.0%} with {other} ({split})",
                        plan=plan,
                        share=share,
                        other=other,
                        split=other.split,
                    )
                )
    if leaks:
        raise TrainingError(
            say(
                "{number} training plans stand in dev or test, take them out: {leaks}",
                number=len(leaks),
                leaks="; ".join(leaks),
            )
        )


def held_out_dev(sources: Sources) -> Sources:
    """Plans with every fifth training plan for dev where there is no dev plan.

    Which ones is decided by their texts, so that it stays the same when plans are added.
    """
    if sources.dev or len(sources.train) < 2:
        return sources
    ordered = sorted(sources.train, key=lambda plan: digest(plan.annotation.text))
    count = max(1, len(ordered) // 5)
    return replace(
        sources,
        train=tuple(ordered[count:]),
        dev=tuple(replace(plan, split=Split.DEV) for plan in ordered[:count]),
    )


def _formats(path: Path) -> Iterator[Format]:
    if not path.exists():
        raise AnnotationError(path, say("no such file or folder"))
    if path.is_file():
        if path.suffix not in _BY_ENDING:
            raise AnnotationError(
                path, say("is none of {by_ending}", by_ending=", ".join(_BY_ENDING))
            )
        yield format_named(_BY_ENDING[path.suffix])
        return
    endings = [ending for ending in _BY_ENDING if any(path.rglob(f"*{ending}"))]
    if not endings:
        raise AnnotationError(
            path, say("holds no annotations: .ann (brat), .jsonl (doccano) or .json (Label Studio)")
        )
    yield from (format_named(_BY_ENDING[ending]) for ending in endings)


def _findings(path: Path, format: Format, plans: Sequence[AnnotatedPlan]) -> Iterator[Finding]:
    if format.name == _BRAT and path.is_dir():
        yield from check(path)
        return
    for plan in plans:
        name = path / plan.name
        standoff = brat.dumps(plan.annotation, name=name)
        yield from check_standoff(standoff, plan.annotation.text, name)


def _refuse_errors(path: Path, findings: Iterable[Finding]) -> None:
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        raise TrainingError(
            say(
                "{errors}{more}: mend it first; 'kehoach annotations check {path}' shows all",
                errors=errors[0],
                more=more,
                path=path,
            )
        )


def _split(name: str, table: Splits | None) -> Split:
    if table is not None and name in table.plans:
        return table.plans[name].split
    folder = name.partition("/")[0]
    return Split(folder) if "/" in name and folder in list(Split) else Split.TRAIN
