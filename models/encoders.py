"""The encoders by the name under which a model's folder asks for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from annotations.language import say
from models import hub, phobert
from models.encoding import Encoder
from models.errors import ModelError
from models.plain import PlainEncoder
from models.segmentation import UndertheseaSegmenter

TOKENIZER = "tokenizer.json"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of encoder: the files it lies in, and how it is loaded from their folder."""

    files: tuple[str, ...]
    load: Callable[[Path], Encoder]


def _plain(folder: Path) -> Encoder:
    return PlainEncoder.load(folder / TOKENIZER)


def _phobert(folder: Path) -> Encoder:
    return phobert.PhobertEncoder.load(folder, segmenter=UndertheseaSegmenter())


def _hub(folder: Path) -> Encoder:
    return hub.HubEncoder.load(folder / TOKENIZER)


KINDS: Mapping[str, Kind] = {
    "plain": Kind((TOKENIZER,), _plain),
    "phobert": Kind(phobert.FILES, _phobert),
    "hub": Kind((TOKENIZER,), _hub),
}


def kind_of(name: str, *, path: Path | str) -> Kind:
    """The kind of that name.

    Raises:
        ModelError: names ``path`` and the kinds there are.
    """
    try:
        return KINDS[name]
    except KeyError:
        raise ModelError(
            path,
            say(
                "unknown encoder {name!r}; there are {kinds}",
                name=name,
                kinds=", ".join(sorted(KINDS)),
            ),
        ) from None
