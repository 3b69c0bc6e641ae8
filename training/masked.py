"""Masked language modelling: how the project's own models are pre-trained.

A RoBERTa learns to guess masked sub-words of official texts, before it learns to tag (Liu et
al., "RoBERTa: a robustly optimized BERT pretraining approach", 2019). Paragraphs are packed
one after the other, so that no computation is spent on padding; only masked places are
decoded. On a GPU it runs in bfloat16 over the whole corpus, on processors over the part that
the budget reaches, which is the part nearest to plans.
"""

# The types of torch and transformers are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy
from transformers import RobertaConfig, RobertaForMaskedLM

from annotations.language import say
from models.encoding import Vocabulary
from training.errors import TrainingError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from training.corpus import EncodedCorpus

MASKED, SWAPPED = 0.8, 0.1
"""Of the places to guess, the share that shows "<mask>" and the share that shows another
sub-word; the rest shows its own (Devlin et al., 2019)."""

WINDOW = 256
"""The longest input in sub-words, special ones included."""

SETTINGS_FILE = "pretraining.json"
"""How an encoder was pre-trained, beside its weights."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pretraining:
    """Settings.

    Args:
        layers: of the encoder.
        width: of its hidden states; heads are 64 wide, feed-forward layers four times as wide.
        tokens: sub-words to read, over the corpus again and again until they are reached.
        length: of a sequence in sub-words, "<s>" and "</s>" included.
        batch: sub-words a step, about.
        share: of places to guess (Wettig et al., "Should you mask 15 % in masked language
            modeling?", 2023).
        rate: the highest learning rate, reached after ``warm_up`` of all steps and falling to
            nought along a cosine.
        warm_up: a share of the steps.
        decay: of weights (AdamW).
        clip: the longest gradient.
        seed: of weights, order and masks.
    """

    layers: int = 4
    width: int = 256
    tokens: int = 10_000_000
    length: int = 128
    batch: int = 4_096
    share: float = 0.2
    rate: float = 1e-3
    warm_up: float = 0.06
    decay: float = 0.01
    clip: float = 1.0
    seed: int = 0

    @property
    def rows(self) -> int:
        """Sequences a step."""
        return max(1, self.batch // self.length)

    @property
    def steps(self) -> int:
        """How often the weights change."""
        return max(1, self.tokens // (self.rows * self.length))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far pre-training is: a step, the mean loss since the last report, sub-words a second."""

    step: int
    steps: int
    loss: float
    speed: float

    @property
    def sentence(self) -> str:
        """All of it in words."""
        return f"step {self.step}/{self.steps}: loss {self.loss:.3f}, {self.speed:.0f} sub-words/s"


def new_model(settings: Pretraining, vocabulary: Vocabulary) -> RobertaForMaskedLM:
    """A RoBERTa with random weights."""
    torch.manual_seed(settings.seed)
    return RobertaForMaskedLM(
        RobertaConfig(
            vocab_size=vocabulary.size,
            type_vocab_size=vocabulary.types,
            hidden_size=settings.width,
            num_hidden_layers=settings.layers,
            num_attention_heads=max(1, settings.width // 64),
            intermediate_size=4 * settings.width,
            # RoBERTa counts places from the number of "<pad>" on.
            max_position_embeddings=WINDOW + vocabulary.pad + 1,
            hidden_dropout_prob=0.0,  # a small model on much text does not overfit
            attention_probs_dropout_prob=0.0,
            bos_token_id=vocabulary.start,
            eos_token_id=vocabulary.end,
            pad_token_id=vocabulary.pad,
            layer_norm_eps=1e-5,
        )
    )


def trained_before(folder: Path, settings: Pretraining) -> tuple[RobertaForMaskedLM, int]:
    """The model that an earlier run wrote, to go on from, and how many sub-words it has read.

    Args:
        folder: as `save` wrote it.
        settings: of the run that goes on.

    Raises:
        TrainingError: when it is no such folder, or its model has another size.
    """
    try:
        known = json.loads((folder / SETTINGS_FILE).read_text(encoding="utf-8"))
        model = RobertaForMaskedLM.from_pretrained(folder)
    except OSError as error:
        raise TrainingError(
            say("{folder}: holds no pre-trained model to go on from", folder=folder)
        ) from error
    size = (model.config.num_hidden_layers, model.config.hidden_size)
    if size != (settings.layers, settings.width):
        raise TrainingError(
            say(
                "{folder}: its model is {layers}x{width}: give --size the same",
                folder=folder,
                layers=size[0],
                width=size[1],
            )
        )
    return model, int(known["tokens"])


def pretrain(
    model: RobertaForMaskedLM,
    corpus: EncodedCorpus,
    vocabulary: Vocabulary,
    settings: Pretraining,
    *,
    report: Callable[[Progress], None] = lambda progress: None,
    every: int = 100,
    checkpoint: Path | None = None,
) -> RobertaForMaskedLM:
    """Train ``model`` in place.

    Args:
        model: from `new_model`.
        corpus: what to read.
        vocabulary: the encoder's.
        settings: as they were for the model.
        report: called every ``every`` steps.
        every: steps between reports and checkpoints.
        checkpoint: a file from which an interrupted run goes on, and which is taken away at
            the end.
    """
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model.train()
    cast(torch.nn.Module, model).to(device)
    optimizer = torch.optim.AdamW(
        _groups(model, settings.decay), lr=settings.rate, betas=(0.9, 0.98), eps=1e-6
    )
    begun = 0
    if checkpoint is not None and checkpoint.exists():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        begun = int(state["step"])
    losses: list[float] = []
    since = time.monotonic()
    for step, (ids, types) in enumerate(_batches(corpus, vocabulary, settings), 1):
        if step <= begun:
            continue
        for group in optimizer.param_groups:
            group["lr"] = settings.rate * _schedule(step, settings)
        shown, wanted = mask(ids, vocabulary, settings.share, seed=(settings.seed, step))
        places = torch.from_numpy(wanted).to(device)
        targets = torch.from_numpy(ids.astype(np.int64)).to(device)[places]
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            scores = _scores_at(
                model,
                torch.from_numpy(shown).to(device),
                torch.from_numpy(types.astype(np.int64)).to(device),
                places,
            )
            loss = cross_entropy(scores.float(), targets)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), settings.clip)
        optimizer.step()
        losses.append(loss.item())
        if step % every == 0 or step == settings.steps:
            speed = len(losses) * ids.size / (time.monotonic() - since)
            report(Progress(step, settings.steps, sum(losses) / len(losses), speed))
            losses, since = [], time.monotonic()
            if checkpoint is not None:
                _keep(checkpoint, model, optimizer, step)
    if checkpoint is not None:
        checkpoint.unlink(missing_ok=True)
    return model.eval().cpu()


def mask(
    ids: NDArray[np.uint16], vocabulary: Vocabulary, share: float, *, seed: tuple[int, int]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Choose the places to guess, and what the model sees there.

    Args:
        ids: sequences of sub-words, (rows, length).
        vocabulary: the encoder's.
        share: of places to guess.
        seed: of the choice.

    Returns:
        what the model sees (rows, length), and whether a place is to be guessed.
    """
    random = np.random.default_rng(seed)
    special = (ids == vocabulary.start) | (ids == vocabulary.end)
    wanted = (random.random(ids.shape) < share) & ~special
    wanted[0, 1] |= not wanted.any()  # a mean over no place is no number
    draw = random.random(ids.shape)
    shown = ids.astype(np.int64)
    shown[wanted & (draw < MASKED)] = vocabulary.mask
    swapped = wanted & (draw >= MASKED) & (draw < MASKED + SWAPPED)
    shown[swapped] = random.integers(vocabulary.mask + 1, vocabulary.size, int(swapped.sum()))
    return shown, wanted


def _batches(
    corpus: EncodedCorpus, vocabulary: Vocabulary, settings: Pretraining
) -> Iterator[tuple[NDArray[np.uint16], NDArray[np.uint8]]]:
    """Sequences "<s> ... </s>" of equal length, in another order at each turn."""
    inner = settings.length - 2
    count = len(corpus) // inner
    ids = corpus.ids[: count * inner].reshape(count, inner)
    types = corpus.types[: count * inner].reshape(count, inner)
    random = np.random.default_rng(settings.seed)
    order = np.zeros(0, dtype=np.int64)
    for _ in range(settings.steps):
        while len(order) < settings.rows:
            order = np.concatenate((order, random.permutation(count)))
        rows, order = order[: settings.rows], order[settings.rows :]
        edges = ((0, 0), (1, 1))
        batch = np.pad(ids[rows], edges)
        batch[:, 0], batch[:, -1] = vocabulary.start, vocabulary.end
        yield batch, np.pad(types[rows], edges)


def _scores_at(model: RobertaForMaskedLM, ids: Tensor, types: Tensor, places: Tensor) -> Tensor:
    """The model's guesses at the masked places alone, (places, vocabulary)."""
    states = model.roberta(input_ids=ids, token_type_ids=types).last_hidden_state
    return cast(Tensor, model.lm_head(states[places]))


def _groups(model: RobertaForMaskedLM, decay: float) -> list[dict[str, object]]:
    """Parameters with and without decay: biases and norms have none."""
    matrices = [weight for weight in model.parameters() if weight.ndim > 1]
    vectors = [weight for weight in model.parameters() if weight.ndim <= 1]
    return [
        {"params": matrices, "weight_decay": decay},
        {"params": vectors, "weight_decay": 0.0},
    ]


def _schedule(step: int, settings: Pretraining) -> float:
    """The share of the highest learning rate at a step: a slope, then half a cosine."""
    rise = max(1, round(settings.warm_up * settings.steps))
    if step < rise:
        return step / rise
    return 0.5 * (1 + math.cos(math.pi * (step - rise) / max(1, settings.steps - rise)))


def _keep(
    path: Path, model: RobertaForMaskedLM, optimizer: torch.optim.Optimizer, step: int
) -> None:
    state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step}
    beside = path.with_suffix(".part")
    torch.save(state, beside)
    beside.replace(path)


def save(model: RobertaForMaskedLM, settings: Pretraining, folder: Path) -> None:
    """Write the weights, their configuration and the settings, beside the tokenizer."""
    model.save_pretrained(folder)
    (folder / SETTINGS_FILE).write_text(json.dumps(asdict(settings), indent=2) + "\n")
