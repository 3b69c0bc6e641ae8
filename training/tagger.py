"""A tagger that has just learnt, before it is exported: it runs in torch."""

# The types of torch are partly unknown.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from annotations import Annotation, Entity
from models.windows import merged, window_input
from training.calibration import calibrate
from training.data import example
from training.finetuning import Tuned, found

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class TorchTagger:
    """Tags texts as the exported model will (a `pipeline.tagging.Tagger`).

    Args:
        tuned: what training gave.
        temperature: of its scores, as `training.calibration` fits it.
    """

    tuned: Tuned
    temperature: float

    @classmethod
    def calibrated(cls, tuned: Tuned) -> TorchTagger:
        """With scores that fit the dev plans, as those of an exported model do."""
        calibration = calibrate(tuned.dev, tuned.outputs, tuned.transitions)
        return cls(tuned, calibration.temperature)

    def tag(self, text: str) -> list[Entity]:
        """The entities of ``text``, in order and flat."""
        item = example(Annotation(text), self.tuned.base.encoder, self.tuned.size)
        vocabulary = self.tuned.base.encoder.vocabulary
        rows = [self._row(window_input(item.encoding, one, vocabulary)) for one in item.windows]
        outputs = merged(item.windows, rows, len(item.encoding))
        plan = found(item, outputs, self.tuned.transitions, temperature=self.temperature)
        return list(plan.entities)

    def _row(self, window: Any) -> NDArray[np.float32]:
        """The outputs for a window without its special sub-words, (n, tags)."""
        given = {"input_ids": torch.from_numpy(window.ids[None])}
        if self.tuned.base.encoder.vocabulary.types > 1:
            given["token_type_ids"] = torch.from_numpy(window.types[None])
        model = self.tuned.model  # where it was trained
        given = {name: tensor.to(model.device) for name, tensor in given.items()}
        with torch.inference_mode():
            return model(**given).logits[0, 1:-1].float().cpu().numpy()
