"""Toy plans and tiny encoders that learn to tag them within seconds."""

# The types of torch and transformers are partly unknown.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any, cast

from tokenizers import Tokenizer
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import WhitespaceSplit
from tokenizers.trainers import BpeTrainer

from annotations import Annotation, Entity, Label, Span

WIDTH, LAYERS = 32, 2

_FIELDS = ("Y tế", "Nội vụ", "Công Thương", "Tài chính", "Xây dựng", "Tư pháp")
_PLACES = ("Sông Lam", "Núi Hồng", "Hòa Phú", "Bình An", "Đông Hải")
_COUNTRIES = ("Nhật Bản", "Lào", "Hàn Quốc", "Pháp")
_SENTENCES = (
    "Giao {AGENCY} chủ trì {WORDS}, phối hợp với {AGENCY} {WORDS} trước {DATE}; {WORDS}.",
    "{AGENCY} báo cáo {WORDS} với {COUNTRY} trong {DATE} và {WORDS}.",
    "Căn cứ {DOCREF} của {AGENCY} về {WORDS}.",
    "Nội dung {WORDS} thực hiện theo {WORDS}.",
    "Đón đoàn {COUNTRY} {WORDS}, đoàn {COUNTRY} thăm {WORDS} theo {DOCREF} về {WORDS}.",
)
_ONSETS = ("b", "ch", "d", "h", "kh", "l", "m", "n", "ph", "r", "s", "t", "th", "tr", "v", "x")
_RHYMES = ("a", "ang", "ên", "i", "ông", "ơn", "uôn", "ưa", "ân", "oai")


def toy_plan(seed: int, *, sentences: int = 12) -> Annotation:
    """A plan of made-up sentences with every entity in it annotated; no two share a passage."""
    chance = Random(seed)
    text = ""
    entities: list[Entity] = []
    for _ in range(sentences):
        for number, part in enumerate(chance.choice(_SENTENCES).replace("}", "{").split("{")):
            if part == "WORDS":
                text += " ".join(chance.choice(_ONSETS) + chance.choice(_RHYMES) for _ in range(3))
            elif number % 2:
                words = _words(Label(part), chance)
                entities.append(Entity(Label(part), Span(len(text), len(text) + len(words))))
                text += words
            else:
                text += part
        text += "\n"
    return Annotation(text, tuple(entities))


def _words(label: Label, chance: Random) -> str:
    match label:
        case Label.AGENCY:
            kind = chance.choice(["Sở " + chance.choice(_FIELDS), "UBND tỉnh", "Công an tỉnh"])
            return f"{kind} {chance.choice(_PLACES)}"
        case Label.DATE:
            day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(20, 29)
            return chance.choice([f"ngày {day}/{month}/20{year}", f"quý I/20{year}"])
        case Label.COUNTRY:
            return chance.choice(_COUNTRIES)
        case _:
            return f"Kế hoạch số {chance.randint(1, 300)}/KH-UBND"


def toy_plans(count: int, *, first: int = 0) -> dict[str, Annotation]:
    """Plans by name."""
    return {f"plan-{seed}": toy_plan(seed) for seed in range(first, first + count)}


def write_plain_base(folder: Path) -> Path:
    """A tiny encoder of the project's own kind: letter case as token types."""
    from training.vocabulary import train_vocabulary

    folder.mkdir(parents=True)
    texts = [plan.text for plan in toy_plans(30, first=1_000).values()]
    tokenizer = train_vocabulary((line for text in texts for line in text.splitlines()), size=400)
    tokenizer.save(str(folder / "tokenizer.json"))
    _write_roberta(folder, vocabulary=tokenizer.get_vocab_size(), types=4)
    return folder


def write_phobert_base(folder: Path) -> Path:
    """A tiny encoder with a tokenizer in the form of PhoBERT's: bpe.codes and vocab.txt."""
    from models.phobert import PhobertEncoder
    from models.segmentation import UndertheseaSegmenter
    from models.tones import old_placement

    folder.mkdir(parents=True)
    segmenter = UndertheseaSegmenter()
    texts = [old_placement(plan.text) for plan in toy_plans(30, first=1_000).values()]
    words = ["_".join(span.of(text).split()) for text in texts for span in segmenter(text)]
    tokenizer = Tokenizer(BPE(end_of_word_suffix="</w>"))
    cast("Any", tokenizer).pre_tokenizer = WhitespaceSplit()
    trainer = BpeTrainer(vocab_size=400, end_of_word_suffix="</w>", show_progress=False)
    tokenizer.train_from_iterator([" ".join(words)], trainer)
    model = json.loads(tokenizer.to_str())["model"]
    pieces = sorted(model["vocab"], key=model["vocab"].__getitem__)
    marked = (
        piece.removesuffix("</w>") if piece.endswith("</w>") else f"{piece}@@" for piece in pieces
    )
    (folder / "vocab.txt").write_text("".join(f"{piece} 1\n" for piece in marked))
    merges = (" ".join(cast("list[str]", pair)) for pair in model["merges"])
    (folder / "bpe.codes").write_text("".join(f"{pair} 1\n" for pair in merges))
    encoder = PhobertEncoder.load(folder, segmenter=segmenter)
    _write_roberta(folder, vocabulary=encoder.vocabulary.size, types=1)
    return folder


def _write_roberta(folder: Path, *, vocabulary: int, types: int) -> None:
    import torch
    from transformers import RobertaConfig, RobertaForMaskedLM

    torch.manual_seed(0)
    config = RobertaConfig(
        vocab_size=vocabulary,
        type_vocab_size=types,
        hidden_size=WIDTH,
        num_hidden_layers=LAYERS,
        num_attention_heads=2,
        intermediate_size=4 * WIDTH,
        max_position_embeddings=130,
        bos_token_id=0,
        pad_token_id=1,
        eos_token_id=2,
    )
    RobertaForMaskedLM(config).save_pretrained(folder)
