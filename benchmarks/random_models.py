"""Models with random weights, for what does not depend on weights: time and memory."""

# The types of torch and transformers are partly unknown.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import torch
from transformers import RobertaConfig, RobertaForMaskedLM

from models.bundle import write_bundle
from models.encoders import TOKENIZER
from models.manifest import Manifest
from models.phobert import FILES
from models.plain import PlainEncoder
from training.base import Base, load_base, new_tagger
from training.data import SCHEME
from training.export import to_int8, to_onnx
from training.finetuning import window_size
from training.masked import Pretraining, new_model, save
from training.settings import Settings
from training.vocabulary import train_vocabulary


def write_phobert(tokenizer: Path, folder: Path) -> None:
    """Write what ``vinai/phobert-base`` holds, with random weights.

    Args:
        tokenizer: the folder of PhoBERT's own ``bpe.codes`` and ``vocab.txt``.
        folder: to write.
    """
    folder.mkdir()
    for name in FILES:
        shutil.copyfile(tokenizer / name, folder / name)
    torch.manual_seed(0)
    config = RobertaConfig(
        vocab_size=64_001,
        hidden_size=768,
        num_hidden_layers=12,
        num_attention_heads=12,
        intermediate_size=3_072,
        max_position_embeddings=258,
        type_vocab_size=1,
        layer_norm_eps=1e-5,
        bos_token_id=0,
        pad_token_id=1,
        eos_token_id=2,
    )
    RobertaForMaskedLM(config).save_pretrained(folder)


def write_small(paragraphs: Iterable[str], folder: Path) -> None:
    """Write an encoder of the kind and the size that ships, with random weights.

    Args:
        paragraphs: what its sub-words are learnt from; a plain corpus makes some 16,000.
        folder: to write.
    """
    folder.mkdir()
    train_vocabulary(paragraphs).save(str(folder / TOKENIZER))
    settings = Pretraining()
    vocabulary = PlainEncoder.load(folder / TOKENIZER).vocabulary
    save(new_model(settings, vocabulary), settings, folder)


def write_int8_tagger(encoder: Path, folder: Path) -> None:
    """Write the model of an encoder that has learnt nothing, in eight bits.

    It is made to find no entity: what an extraction does with entities by the thousand, drawn
    at random, would say nothing about one with a model that has learnt.

    Args:
        encoder: its folder.
        folder: to write.
    """
    with tempfile.TemporaryDirectory() as work:
        base = load_base(str(encoder))
        model = new_tagger(base, Settings())
        with torch.no_grad():
            cast("Any", model).classifier.bias[SCHEME.tags.index("O")] = 100.0
        full, small = Path(work) / "fp32.onnx", Path(work) / "int8.onnx"
        to_onnx(model, full, base.encoder.vocabulary)
        to_int8(full, small)
        write_bundle(folder, manifest(base), model=small, encoder_files=encoder, card="")


def manifest(base: Base) -> Manifest:
    """What must be known of a model that was made from ``base`` with no settings of its own."""
    return Manifest(
        name="random",
        base=base.folder.name,
        encoder=base.kind,
        vocabulary=base.encoder.vocabulary.size,
        window=window_size(base, Settings()),
    )
