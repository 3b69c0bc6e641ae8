"""Tells a person how far training has come: a line an epoch, and one now and then between."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

Report = Callable[[str], None]
"""Is told one line."""

SECONDS = 30
"""After so long without a line the number of steps is told."""


class EpochLines(TrainerCallback):
    """Tells the loss and the scores of each epoch.

    Args:
        report: is told the lines.
        stage: what each line begins with.
    """

    def __init__(self, report: Report, stage: str) -> None:
        self._report = report
        self._stage = stage
        self._begun = self._told = time.monotonic()
        self._words: list[str] = []

    def on_step_end(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        **kwargs: Any,
    ) -> None:
        """Say that it is still going on."""
        if time.monotonic() - self._told > SECONDS:
            self._tell(f"step {state.global_step} of {state.max_steps}")

    def on_log(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        logs: dict[str, float] | None = None,
        **kwargs: Any,
    ) -> None:
        """Say what an epoch came to; transformers logs its loss and then its scores."""
        logs = logs or {}
        if "loss" in logs:
            self._words = [f"loss {logs['loss']:.4f}"]
        if "eval_f1" in logs:
            self._words.append(f"dev F1 {logs['eval_f1']:.4f}")
            for name, value in logs.items():
                label = name.removeprefix("eval_")
                if label.isupper():
                    self._words.append(f"{label} {value:.4f}")
        if "eval_f1" in logs or ("loss" in logs and args.eval_strategy == "no"):
            words = ", ".join(self._words)
            self._tell(f"epoch {state.epoch or 0:.0f} of {args.num_train_epochs:.0f}: {words}")

    def _tell(self, words: str) -> None:
        self._told = time.monotonic()
        self._report(f"{self._stage}: {words} ({self._told - self._begun:.0f} s)")
