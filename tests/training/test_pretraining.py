"""Pre-training: corpus, vocabulary, first vectors and masked language modelling, on toy texts."""

# The types of torch are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false

from __future__ import annotations

import json
import lzma
from itertools import chain, cycle, islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs kehoach[train]")

import torch
from typer.testing import CliRunner

from annotations import AnnotationError
from models.plain import PlainEncoder
from training.corpus import EncodedCorpus, encode_corpus, nearest, read_paragraphs
from training.embeddings import cooccurrence_vectors
from training.masked import Pretraining, Progress, mask, new_model, pretrain
from training.pretraining import app
from training.vocabulary import train_vocabulary

AGENCIES = ("Sở Y tế", "Sở Nội vụ", "Công an tỉnh", "Ủy ban nhân dân huyện", "Hội Nông dân")
VERBS = ("chủ trì rà soát", "phối hợp kiểm tra", "tổ chức tập huấn", "báo cáo kết quả")
PLANS = [f"{agency} {verb} trong năm 2025." for agency in AGENCIES for verb in VERBS]
OTHERS = ["Con mèo nằm ngủ dưới gốc cây bên hồ nước xanh.", "Trời mưa to suốt cả buổi chiều."] * 10
SETTINGS = Pretraining(layers=1, width=64, tokens=24_000, length=32, batch=256, rate=3e-3)


@pytest.fixture(scope="module")
def encoder() -> PlainEncoder:
    return PlainEncoder(train_vocabulary([*PLANS, *OTHERS] * 5, size=300))


@pytest.fixture(scope="module")
def corpus(encoder: PlainEncoder) -> EncodedCorpus:
    return encode_corpus(islice(cycle(PLANS), 400), encoder)


def test_a_corpus_is_read_plain_compressed_or_as_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("một\n\n hai \n", encoding="utf-8")
    with lzma.open(tmp_path / "b.txt.xz", "wt", encoding="utf-8") as file:
        file.write("ba\n")
    assert list(read_paragraphs(tmp_path)) == ["một", "hai", "ba"]
    with pytest.raises(AnnotationError, match="no such file or folder"):
        list(read_paragraphs(tmp_path / "none"))


def test_each_paragraph_ends_after_its_line_end(encoder: PlainEncoder) -> None:
    encoded = encode_corpus(PLANS[:3], encoder)
    line_end = encoder.encode("\n").ids[0]
    assert [encoded.ids[end - 1] for end in encoded.ends] == [line_end] * 3
    assert encoded.ends[-1] == len(encoded)


def test_what_is_nearest_to_plans_is_taken_in_the_order_of_the_corpus(
    encoder: PlainEncoder,
) -> None:
    mixed = [text for pair in zip(OTHERS, PLANS, strict=True) for text in pair]
    corpus, plans = encode_corpus(mixed, encoder), encode_corpus(PLANS, encoder)
    chosen = nearest(corpus, plans, tokens=len(plans), size=encoder.vocabulary.size)
    assert chosen.ids.tolist() == plans.ids.tolist()
    assert nearest(corpus, plans, tokens=len(corpus), size=400) is corpus


def test_sub_words_with_like_neighbours_have_like_vectors(
    encoder: PlainEncoder, corpus: EncodedCorpus
) -> None:
    vectors = cooccurrence_vectors(corpus, size=encoder.vocabulary.size, width=16)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    y, noi, mua = (vectors[encoder.encode(word).ids[0]] for word in ("chủ", "phối", "năm"))
    assert y @ noi > y @ mua


@pytest.mark.parametrize("share", [0.0, 0.2, 1.0])
def test_masks_leave_the_edges_and_guess_at_least_one_place(
    encoder: PlainEncoder, share: float
) -> None:
    known = encoder.vocabulary
    ids = np.full((4, 50), known.size - 1, dtype=np.uint16)
    ids[:, 0], ids[:, -1] = known.start, known.end
    shown, wanted = mask(ids, known, share, seed=(0, 1))
    assert not wanted[:, 0].any()
    assert not wanted[:, -1].any()
    assert (shown[~wanted] == ids[~wanted]).all()
    assert wanted.mean() == pytest.approx(max(share * 0.96, 1 / 200), abs=0.06)
    assert (mask(ids, known, share, seed=(0, 1))[0] == shown).all()


def test_the_loss_falls_and_the_same_seed_gives_the_same_weights(
    encoder: PlainEncoder, corpus: EncodedCorpus
) -> None:
    told: list[Progress] = []
    models = [
        pretrain(
            new_model(SETTINGS, encoder.vocabulary),
            corpus,
            encoder.vocabulary,
            SETTINGS,
            report=told.append,
            every=10,
        )
        for _ in range(2)
    ]
    assert told[SETTINGS.steps // 10 - 1].loss < 0.7 * told[0].loss
    pairs = zip(*(model.state_dict().values() for model in models), strict=True)
    assert all(torch.equal(one, other) for one, other in pairs)


def test_a_run_that_was_stopped_goes_on_to_the_same_weights(
    encoder: PlainEncoder, corpus: EncodedCorpus, tmp_path: Path
) -> None:
    whole = pretrain(new_model(SETTINGS, encoder.vocabulary), corpus, encoder.vocabulary, SETTINGS)

    def stop(progress: Progress) -> None:
        if progress.step == 40:
            raise KeyboardInterrupt

    checkpoint = tmp_path / "checkpoint.pt"

    def go_on(progress: Progress) -> None:
        pass

    for report in (stop, go_on):
        model = new_model(SETTINGS, encoder.vocabulary)
        try:
            pretrain(
                model,
                corpus,
                encoder.vocabulary,
                SETTINGS,
                report=report,
                every=20,
                checkpoint=checkpoint,
            )
        except KeyboardInterrupt:
            assert checkpoint.exists()
    pairs = zip(whole.state_dict().values(), model.state_dict().values(), strict=True)
    assert all(torch.equal(one, other) for one, other in pairs)
    assert not checkpoint.exists()


def test_the_command_leaves_a_base_and_says_what_it_dropped(tmp_path: Path) -> None:
    plans, held_out, corpus = (tmp_path / name for name in ("plans", "held", "corpus.txt"))
    for folder in (plans, held_out):
        folder.mkdir()
    leak = "Sở Tư pháp tổ chức tuyên truyền pháp luật cho thanh niên ở các xã vùng sâu vùng xa."
    (held_out / "a.txt").write_text(leak, encoding="utf-8")
    (held_out / "a.ann").touch()
    (plans / "b.txt").write_text("\n".join(PLANS), encoding="utf-8")
    corpus.write_text("\n".join(chain(PLANS * 20, [leak], OTHERS * 10)), encoding="utf-8")
    arguments = ["--plans", plans, "--held-out", held_out, "--out", tmp_path / "base"]
    options = ["--size", "1x64", "--tokens", "0.004", "--length", "32", "--batch", "256"]
    done = CliRunner().invoke(app, [str(corpus), *map(str, arguments), *options])
    assert done.exit_code == 0, done.output
    assert "1 paragraphs dropped" in done.output
    names = {path.name for path in (tmp_path / "base").iterdir()}
    assert {"config.json", "model.safetensors", "pretraining.json", "tokenizer.json"} <= names

    def again(*more: str) -> Any:
        begun = ["--out", str(tmp_path / "more"), "--begin", str(tmp_path / "base"), *more]
        return CliRunner().invoke(app, [str(corpus), *map(str, arguments[:4]), *options, *begun])

    done = again()
    assert done.exit_code == 0, done.output
    read = [
        json.loads((tmp_path / folder / "pretraining.json").read_text())["tokens"]
        for folder in ("base", "more")
    ]
    assert read == [4_000, 8_000]
    for more, words in ((["--size", "2x64"], "is 1x64"), (["--begin", "none"], "no pre-trained")):
        refused = again(*more)
        assert refused.exit_code == 2
        assert words in refused.output
