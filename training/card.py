"""The model card: what a model was made from, how, what it scores and where it ends.

After Mitchell et al., "Model cards for model reporting", 2019.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean, stdev
from typing import Any, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from annotations import Annotation
from annotations.processors import usable_cores
from models.manifest import Manifest
from training.calibration import Calibration
from training.challenge import Contest
from training.export import Exported
from training.finetuning import Tuned
from training.masked import SETTINGS_FILE
from training.settings import Settings

_TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class Data:
    """A row of the card's table of data.

    Args:
        name: where the plans come from.
        use: ``train``, ``dev``, ``test`` or ``silver``.
        plans: how many.
        entities: how many entities stand in them.
        sha256: over all their texts.
        licence: under which terms they are used.
    """

    name: str
    use: str
    plans: int
    entities: int
    sha256: str
    licence: str

    @classmethod
    def of(cls, name: str, use: str, plans: Sequence[Annotation], licence: str) -> Data:
        """The row of some plans."""
        texts = hashlib.sha256()
        for text in sorted(plan.text for plan in plans):
            texts.update(text.encode("utf-8", "surrogatepass"))
        entities = sum(len(plan.entities) for plan in plans)
        return cls(name, use, len(plans), entities, texts.hexdigest(), licence)


@dataclass(frozen=True, slots=True)
class Run:
    """What one seed came to on dev."""

    seed: int
    f1: float
    epochs: float


@dataclass(frozen=True)
class Facts:
    """Everything a card says that was measured or decided.

    Args:
        manifest: of the model.
        tuned: the run that was exported.
        settings: how it was trained.
        data: what it was trained on.
        losses: what its windows cannot represent.
        exported: the ONNX file.
        runs: all seeds.
        calibration: what its scores are worth.
        speed: syllables a second.
        contest: the comparison with the model before it, where there was one.
        notes: further sections in Markdown.
    """

    manifest: Manifest
    tuned: Tuned
    settings: Settings
    data: Sequence[Data]
    losses: Sequence[str]
    exported: Exported
    runs: Sequence[Run]
    calibration: Calibration
    speed: float
    contest: Contest | None = None
    notes: str = ""


def render(facts: Facts) -> str:
    """The card in Markdown."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        autoescape=False,  # Markdown
        keep_trailing_newline=True,
    )
    model, base = facts.tuned.model, facts.tuned.base
    scores = [run.f1 for run in facts.runs]
    return environment.get_template("card.md").render(
        manifest=facts.manifest,
        layers=base.config.num_hidden_layers,
        width=base.width,
        parameters=f"{sum(weights.numel() for weights in model.parameters()):,}",
        pretraining=_pretraining(base.folder),
        data=facts.data,
        losses=facts.losses,
        settings=_flat(asdict(facts.settings)),
        dev=len(facts.tuned.dev),
        exported=facts.exported,
        runs=facts.runs,
        mean=mean(scores),
        deviation=stdev(scores) if len(scores) > 1 else 0.0,
        calibration=facts.calibration,
        contest=facts.contest,
        size=facts.exported.path.stat().st_size,
        speed=facts.speed,
        cores=usable_cores(),
        notes=facts.notes.strip(),
    )


def _pretraining(folder: Path) -> dict[str, Any] | None:
    """How the base was pre-trained, where it is the project's own."""
    path = folder / SETTINGS_FILE
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def _flat(settings: dict[str, Any]) -> dict[str, Any]:
    """Settings with those of tables under their full keys."""
    flat: dict[str, Any] = {}
    for name, value in settings.items():
        if isinstance(value, dict):
            inner = cast("dict[str, Any]", value)
            flat |= {f"{name}.{key}": setting for key, setting in inner.items()}
        else:
            flat[name] = value
    return flat
