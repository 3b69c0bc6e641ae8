"""``manifest.json``: what must be known of a model beside its weights."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from typing import Any, cast

import numpy as np

from annotations import Label
from annotations.language import say
from models import FILE_NAME
from models.decoding import Transitions
from models.encoders import kind_of
from models.errors import ModelError
from models.labels import LABELS, Scheme
from models.windows import WindowSize

SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What must be known of a model beside its weights.

    Args:
        name: what it is called; its entities say ``model:<name>``.
        base: what it was fine-tuned from.
        encoder: a key of `models.encoders.KINDS`.
        vocabulary: how many sub-words the model knows.
        labels: in the order of its outputs (see `models.labels.Scheme`).
        transitions: learnt ones; ``None`` for the fixed ones.
        temperature: what its outputs are divided by for calibrated scores.
        window: how long texts are cut.
        numbers: what was measured when it was exported, by name.
        files: SHA-256 of every other file in the folder, by name.
    """

    name: str
    base: str
    encoder: str
    vocabulary: int
    labels: tuple[Label, ...] = LABELS
    transitions: Transitions | None = None
    temperature: float = 1.0
    window: WindowSize = field(default_factory=WindowSize)
    numbers: Mapping[str, float] = field(default_factory=dict[str, float])
    files: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def scheme(self) -> Scheme:
        """The tags of the model's outputs."""
        return Scheme(self.labels)


def dumps(manifest: Manifest) -> str:
    """The text of ``manifest.json``."""
    learnt = manifest.transitions
    content: dict[str, Any] = {
        "schema": SCHEMA,
        "name": manifest.name,
        "base": manifest.base,
        "encoder": manifest.encoder,
        "vocabulary": manifest.vocabulary,
        "labels": list(manifest.labels),
        "transitions": None
        if learnt is None
        else {"start": _nullable(learnt.start.tolist()), "step": _nullable(learnt.step.tolist())},
        "temperature": manifest.temperature,
        "window": {"size": manifest.window.size, "overlap": manifest.window.overlap},
        "numbers": dict(manifest.numbers),
        "files": dict(manifest.files),
    }
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def load(folder: Path) -> Manifest:
    """Read a folder's ``manifest.json``.

    Raises:
        ModelError: when it is missing, broken, of another schema, or says what cannot be.
    """
    path = folder / FILE_NAME
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelError(
            folder,
            say(
                "has no {file_name}; give a folder that 'kehoach train' wrote", file_name=FILE_NAME
            ),
        ) from error
    except OSError as error:
        raise ModelError(
            path, say("cannot be read: {error}", error=error.strerror or error)
        ) from error
    except ValueError as error:
        raise ModelError(
            path, say("is no JSON ({error}); copy the model's folder anew", error=error)
        ) from error
    schema: Any = cast(dict[str, Any], content).get("schema") if _is_object(content) else None
    if schema != SCHEMA:
        raise ModelError(
            path,
            say(
                "has schema {schema!r}, this version reads {known}; export the model "
                "with this version, or install the one that wrote it",
                schema=schema,
                known=SCHEMA,
            ),
        )
    try:
        return _parsed(content, path)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        what = (
            say("lacks {error}", error=error)
            if isinstance(error, KeyError)
            else say("cannot be used: {error}", error=error)
        )
        raise ModelError(path, say("{what}; export the model again", what=what)) from error


def _parsed(content: dict[str, Any], path: Path) -> Manifest:
    """The manifest of a JSON object; built-in exceptions tell what is wrong with it."""
    kind_of(content["encoder"], path=path)
    labels = tuple(Label(name) for name in content["labels"])
    if not labels or not set(labels) <= set(LABELS) or len(set(labels)) < len(labels):
        raise ValueError(
            say(
                "labels {labels} (expected {expected})",
                labels=", ".join(labels) or "missing",
                expected=", ".join(LABELS),
            )
        )
    temperature = float(content["temperature"])
    if not (math.isfinite(temperature) and temperature > 0):
        raise ValueError(f"temperature {temperature}")
    for name in content["files"]:
        if PureWindowsPath(name).name != name:  # knows both kinds of separators
            raise ValueError(say("it names {name}, which is no file beside it", name=name))
    learnt = content["transitions"]
    return Manifest(
        name=str(content["name"]),
        base=str(content["base"]),
        encoder=content["encoder"],
        vocabulary=int(content["vocabulary"]),
        labels=labels,
        transitions=None if learnt is None else _transitions(learnt, Scheme(labels)),
        temperature=temperature,
        window=WindowSize(**{key: int(content["window"][key]) for key in ("size", "overlap")}),
        numbers={str(name): float(value) for name, value in content["numbers"].items()},
        files={str(name): str(digest) for name, digest in content["files"].items()},
    )


def _transitions(learnt: dict[str, Any], scheme: Scheme) -> Transitions:
    """Learnt transitions; the impossible ones, null in the file, follow from the scheme."""
    start, step = (np.array(learnt[key], dtype=np.float64) for key in ("start", "step"))
    return Transitions.learnt(scheme, np.nan_to_num(start), np.nan_to_num(step))


def _nullable(numbers: list[Any]) -> list[Any]:
    """Numbers or lists of them with null for those that JSON has not."""
    return [
        _nullable(cast(list[Any], one))
        if isinstance(one, list)
        else (one if math.isfinite(one) else None)
        for one in numbers
    ]


def _is_object(content: Any) -> bool:
    return isinstance(content, dict)
