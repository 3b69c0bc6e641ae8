"""Folders of gold and of predictions, as the evaluation reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from annotations import Annotation, AnnotationError, brat, digests, splits
from annotations.corpus import read_corpus
from annotations.language import say
from annotations.splits import Splits
from annotations.storage import decode_utf8, read_bytes


@dataclass(frozen=True, slots=True)
class GoldPlans:
    """Annotated plans, and what their folder says of them.

    Args:
        folder: where they lie.
        plans: the plans to score, by name.
        training: the plans that a system may have learnt from; ``None`` where nobody says.
        styles: by plan how it gives work, where known.
        split: the split that was chosen.
    """

    folder: Path
    plans: Mapping[str, Annotation]
    training: Mapping[str, Annotation] | None = None
    styles: Mapping[str, str] = field(default_factory=dict[str, str])
    split: str | None = None

    @property
    def texts(self) -> dict[str, str]:
        """The text of each plan."""
        return {name: annotation.text for name, annotation in self.plans.items()}


def read_gold(folder: Path, *, split: str | None = None, training: Path | None = None) -> GoldPlans:
    """Read a folder of ``NAME.txt`` and ``NAME.ann``.

    Its ``splits.toml`` and ``SHA256SUMS`` are followed where they are there.

    Args:
        folder: the folder.
        split: score only this split.
        training: a folder of plans that the system learnt from, instead of the train split.

    Raises:
        AnnotationError: when there is nothing to score, a file is broken, a text is missing,
            or is not the one that was annotated.
    """
    everything, table = _read(folder)
    plans = everything if split is None else _of_split(folder, everything, table, split)
    learnt = None
    if training is not None:
        learnt, _ = _read(training)
    elif table is not None:
        learnt = {name: everything[name] for name in table.names(splits.Split.TRAIN)}
    styles = {name: entry.style for name, entry in table.plans.items()} if table else {}
    return GoldPlans(folder, plans, learnt, styles, split)


def read_predictions(folder: Path, gold: GoldPlans) -> dict[str, Annotation]:
    """Read the predictions for gold plans; a missing file is a plan where nothing was found.

    ``NAME.txt`` need not lie beside ``NAME.ann``; where it does, it must be the gold text.

    Args:
        folder: where the ``.ann`` files lie.
        gold: the plans they are for.

    Raises:
        AnnotationError: when no file belongs to a gold plan, one is broken, or its text is
            another one.
    """
    if not folder.is_dir():
        raise AnnotationError(folder, say("no such folder"))
    predictions = {
        name: _prediction(path, plan.text)
        for name, plan in gold.plans.items()
        if (path := folder / f"{name}.ann").is_file()
    }
    if not predictions:
        raise AnnotationError(
            folder, say("holds no NAME.ann of a plan in {folder}", folder=gold.folder)
        )
    return predictions


def _read(folder: Path) -> tuple[dict[str, Annotation], Splits | None]:
    plans = {plan.name: plan.annotation for plan in read_corpus(folder)}
    for name, known in digests.load(folder).items():
        if name in plans and digests.digest(plans[name].text) != known.sha256:
            raise AnnotationError(
                folder / digests.FILE_NAME,
                say("{name}.txt changed since it was annotated (its digest differs)", name=name),
                line=known.line,
            )
    table = splits.load(folder)
    for name in table.plans if table else ():
        if name not in plans:
            raise AnnotationError(
                folder / splits.FILE_NAME,
                say("{name}.ann is not there", name=name),
                line=table.lines.get(name) if table else None,
            )
    return plans, table


def _of_split(
    folder: Path, plans: Mapping[str, Annotation], table: Splits | None, split: str
) -> dict[str, Annotation]:
    if table is None:
        raise AnnotationError(
            folder,
            say(
                "no {file_name}: --split {split} says nothing here",
                file_name=splits.FILE_NAME,
                split=split,
            ),
        )
    for name in plans:
        if name not in table.plans:
            raise AnnotationError(
                table.path, say("does not say which split {name} belongs to", name=name)
            )
    chosen = {name: plan for name, plan in plans.items() if table.plans[name].split == split}
    if not chosen:
        raise AnnotationError(
            table.path, say("no plan belongs to the split {split!r}", split=split)
        )
    return chosen


def _prediction(path: Path, text: str) -> Annotation:
    if path.with_suffix(".txt").is_file():
        prediction = brat.read(path)
        if prediction.text != text:
            raise AnnotationError(
                path.with_suffix(".txt"), say("is not the text of the gold (its digest differs)")
            )
        return prediction
    return brat.loads(decode_utf8(read_bytes(path), path), text, name=path)
