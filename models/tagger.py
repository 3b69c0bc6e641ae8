"""The tagger of a trained model: a text in, its entities with scores out."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from annotations import Entity
from models.bundle import Bundle, load_bundle
from models.decoding import Transitions, decode, entities
from models.encoding import Encoding
from models.windows import cut, merged, paragraph_starts, window_input

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a model makes of a text.

    Args:
        entities: in order, flat.
        lost: what it could not see or say, by what it is: ``unread character`` (visible, but
            in no sub-word), ``unknown sub-word`` and ``no visible character`` (an entity
            without one).
    """

    entities: tuple[Entity, ...]
    lost: Counter[str]


class OnnxTagger:
    """Tags texts with a loaded model; safe to use from several threads.

    Args:
        bundle: the model.
    """

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        scheme = bundle.manifest.scheme
        self._transitions = bundle.manifest.transitions or Transitions.fixed(scheme)

    @classmethod
    def load(cls, folder: Path, *, threads: int | None = None) -> OnnxTagger:
        """The tagger of a model's folder; see `models.bundle.load_bundle`."""
        return cls(load_bundle(folder, threads=threads))

    @property
    def name(self) -> str:
        """The model's name; its entities have the source ``model:<name>``."""
        return self._bundle.manifest.name

    def tag(self, text: str) -> list[Entity]:
        """The entities of ``text``, in order and flat, with calibrated scores.

        Args:
            text: one paragraph a line, letters in NFC; no entity runs over a line end.

        What the model cannot see is logged as a warning; `read` counts it.
        """
        reading = self.read(text)
        if reading.lost:
            _LOG.warning("%s: %s", self.name, _list(reading.lost))
        return list(reading.entities)

    def read(self, text: str) -> Reading:
        """The entities of ``text``, as in `tag`, and what the model could not see or say."""
        manifest = self._bundle.manifest
        encoder, runtime = self._bundle.encoder, self._bundle.runtime
        encoding = encoder.encode(text)
        starts = paragraph_starts(text, encoding)
        windows = cut(len(encoding), starts, manifest.window)
        rows = runtime.rows([window_input(encoding, one, encoder.vocabulary) for one in windows])
        chunks = decode(
            merged(windows, rows, len(encoding)),
            starts,
            scheme=manifest.scheme,
            transitions=self._transitions,
            temperature=manifest.temperature,
        )
        decoded = entities(chunks, encoding, text, source=f"model:{self.name}")
        lost = unseen(text, encoding, unknown=encoder.vocabulary.unknown) + decoded.lost
        return Reading(decoded.entities, lost)


def unseen(text: str, encoding: Encoding, *, unknown: int) -> Counter[str]:
    """What of a text a model does not see: characters in no sub-word, unknown sub-words."""
    visible = sum(not sign.isspace() for sign in text)
    seen = sum(sum(not sign.isspace() for sign in span.of(text)) for span in encoding.spans)
    counts = {"unread character": visible - seen, "unknown sub-word": encoding.ids.count(unknown)}
    return +Counter(counts)


def _list(lost: Counter[str]) -> str:
    return ", ".join(f"{count} {what}{'s' * (count != 1)}" for what, count in sorted(lost.items()))
