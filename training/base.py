"""The encoder that fine-tuning starts from: a folder, or a repository of the Hugging Face hub.

Three kinds are told apart by their files: PhoBERT (``bpe.codes`` and ``vocab.txt``), the
project's own (a RoBERTa that takes letter case as token types), and any other whose tokenizer
is a fast one.
"""

# The types of transformers and huggingface_hub are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import torch
from huggingface_hub import snapshot_download
from huggingface_hub.errors import (
    HfHubHTTPError,
    HFValidationError,
    LocalEntryNotFoundError,
    OfflineModeIsEnabled,
    RepositoryNotFoundError,
)
from safetensors import SafetensorError
from transformers import (
    AutoConfig,
    AutoModelForTokenClassification,
    AutoTokenizer,
    PreTrainedModel,
)

from annotations.language import say
from models import phobert
from models.encoders import KINDS, TOKENIZER
from models.encoding import Encoder
from training.data import SCHEME
from training.errors import TrainingError
from training.masked import SETTINGS_FILE
from training.settings import Settings

_WANTED = [
    "*.json",
    "*.safetensors",
    "pytorch_model*.bin",
    "bpe.codes",
    "*.txt",
    "*.model",
]
"""What is fetched of a repository: configuration, weights and tokenizer."""

_OTHER_TOKENIZERS = ("vocab.*", "*.model")
"""The files of tokenizers that lie in no ``tokenizer.json``."""

_LONGEST = 256
"""Sub-words a window at most, special ones included, whatever more an encoder could read."""

_CASES = 4
"""A RoBERTa with so many token types is the project's own, and takes letter case for them."""

_COUNTED_FROM_PAD = frozenset(
    ("camembert", "roberta", "roberta-prelayernorm", "xlm-roberta", "xlm-roberta-xl")
)
"""Architectures whose first place is the number after that of "<pad>" (fairseq's)."""


@dataclass(frozen=True, slots=True)
class Base:
    """An encoder to be fine-tuned.

    Args:
        name: as it was asked for.
        folder: where its files lie.
        kind: what its encoder is: a key of `models.encoders.KINDS`.
        encoder: from text to sub-words.
        config: its configuration (transformers).
    """

    name: str
    folder: Path
    kind: str
    encoder: Encoder
    config: Any

    @property
    def width(self) -> int:
        """The size of its hidden states."""
        return int(self.config.hidden_size)

    @property
    def window(self) -> int:
        """The window it is used to: what it was pre-trained on, or all that it can read."""
        known = self.folder / SETTINGS_FILE
        if known.is_file():
            return int(json.loads(known.read_text(encoding="utf-8"))["length"])
        return min(self.longest, _LONGEST)

    @property
    def longest(self) -> int:
        """The most sub-words it can read at once, special ones included."""
        places = int(getattr(self.config, "max_position_embeddings", 0)) or _LONGEST
        if self.config.model_type in _COUNTED_FROM_PAD:
            places -= self.encoder.vocabulary.pad + 1
        return places


def load_base(name: str) -> Base:
    """An encoder with its tokenizer, from a folder or from the hub.

    Args:
        name: a folder, or a repository of the hub ("vinai/phobert-base").

    Raises:
        TrainingError: when there is neither, or its files do not fit each other.
        ModelError: when its tokenizer cannot be used.
    """
    folder = Path(name) if Path(name).is_dir() else _fetched(name)
    if not (folder / "config.json").is_file():
        raise TrainingError(
            say("{name}: holds no config.json: --base takes a model of transformers", name=name)
        )
    try:
        config = cast("Any", AutoConfig.from_pretrained(folder))
    except (ValueError, OSError, KeyError) as error:
        raise TrainingError(
            say("{name}: its config.json cannot be used: {error}", name=name, error=_line(error))
        ) from error
    kind = encoder_kind(folder, config)
    base = Base(name, folder, kind, KINDS[kind].load(folder), config)
    if base.encoder.vocabulary.size > int(config.vocab_size):
        raise TrainingError(
            say(
                "{name}: its tokenizer has {size} sub-words, its model {vocab_size}: "
                "they are not of the same encoder",
                name=name,
                size=base.encoder.vocabulary.size,
                vocab_size=config.vocab_size,
            )
        )
    return base


def encoder_kind(folder: Path, config: Any) -> str:
    """The kind of encoder that the files of a base make; a key of `models.encoders.KINDS`.

    A tokenizer that is fast but came in another form is written as ``tokenizer.json``.

    Raises:
        TrainingError: when the folder holds no tokenizer with offsets.
    """
    if all((folder / name).is_file() for name in phobert.FILES):
        return "phobert"
    if not (folder / TOKENIZER).is_file():
        _save_fast_tokenizer(folder, folder / TOKENIZER)
    own = config.model_type == "roberta" and config.type_vocab_size == _CASES
    return "plain" if own else "hub"


def new_tagger(base: Base, settings: Settings) -> PreTrainedModel:
    """The encoder of ``base`` with a fresh layer that tags, drawn from the seed.

    Raises:
        TrainingError: when its weights are missing or do not fit its configuration.
    """
    config = copy.deepcopy(base.config)
    config.num_labels = len(SCHEME)
    config.id2label = dict(enumerate(SCHEME.tags))
    config.label2id = {tag: number for number, tag in enumerate(SCHEME.tags)}
    for name in ("hidden_dropout_prob", "attention_probs_dropout_prob"):
        setattr(config, name, settings.dropout)
    torch.manual_seed(settings.seed)
    try:
        return cast(
            "PreTrainedModel",
            AutoModelForTokenClassification.from_pretrained(
                base.folder, config=config, dtype=torch.float32
            ),
        )
    except OSError as error:
        raise TrainingError(
            say(
                "{name}: holds no weights (model.safetensors): {error}",
                name=base.name,
                error=_line(error),
            )
        ) from error
    except (RuntimeError, ValueError, SafetensorError) as error:
        raise TrainingError(
            say(
                "{name}: its weights do not fit its config.json: {error}",
                name=base.name,
                error=_line(error),
            )
        ) from error


def _fetched(name: str) -> Path:
    """The folder of a repository in the cache, fetched where there is a network."""
    try:
        return Path(snapshot_download(name, allow_patterns=_WANTED))
    except HFValidationError as error:
        raise TrainingError(
            say("{name}: no such folder, and no name of a repository of the hub", name=name)
        ) from error
    except RepositoryNotFoundError as error:
        raise TrainingError(
            say("{name}: no such folder, and the hub has no such model", name=name)
        ) from error
    except (LocalEntryNotFoundError, OfflineModeIsEnabled, HfHubHTTPError, OSError) as error:
        raise TrainingError(
            say(
                "{name}: no such folder, and the hub cannot be reached: give --base "
                "the folder of a model that was fetched before, with its weights",
                name=name,
            )
        ) from error


def _save_fast_tokenizer(folder: Path, path: Path) -> None:
    """Write the ``tokenizer.json`` of a tokenizer that came in another form."""
    # Without any of its files transformers makes an empty tokenizer.
    if not any(file for pattern in _OTHER_TOKENIZERS for file in folder.glob(pattern)):
        raise TrainingError(say("{folder}: holds no tokenizer (tokenizer.json)", folder=folder))
    try:
        tokenizer = cast("Any", AutoTokenizer.from_pretrained(folder))
    except (OSError, ValueError, ImportError, KeyError) as error:
        raise TrainingError(
            say(
                "{folder}: its tokenizer cannot be used: {error}", folder=folder, error=_line(error)
            )
        ) from error
    if not getattr(tokenizer, "is_fast", False):
        raise TrainingError(
            say(
                "{folder}: its tokenizer gives no offsets (it is no fast one): take "
                "another encoder",
                folder=folder,
            )
        )
    try:
        path.write_text(tokenizer.backend_tokenizer.to_str(), encoding="utf-8")
    except OSError as error:
        raise TrainingError(
            say("{path}: cannot be written: {error}", path=path, error=error.strerror or error)
        ) from error


def _line(error: BaseException) -> str:
    """The first line of an error that has many."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]
