"""Any fast tokenizer: byte-level, word pieces, unigrams; spans in order and disjoint."""

# The libraries are typed in part.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tokenizers import (
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
    processors,
    trainers,
)

from models.errors import ModelError
from models.hub import HubEncoder

TEXTS = ["Ủy ban nhân dân tỉnh Hòa Bình", "Sở Y tế chủ trì, phối hợp với các sở", "năm 2025"] * 5
ROBERTA = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
BERT = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def around(tokenizer: Tokenizer, start: str, end: str) -> Tokenizer:
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{start} $A {end}",
        special_tokens=[(name, tokenizer.token_to_id(name)) for name in (start, end)],
    )
    return tokenizer


def byte_level() -> Tokenizer:
    """As RoBERTa's: letters with marks are several sub-words."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(vocab_size=300, special_tokens=ROBERTA, show_progress=False)
    tokenizer.train_from_iterator(TEXTS, trainer)
    return around(tokenizer, "<s>", "</s>")


def word_pieces() -> Tokenizer:
    """As ELECTRA's: lower-cased, accents taken off."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(vocab_size=80, special_tokens=BERT, show_progress=False)
    tokenizer.train_from_iterator(TEXTS, trainer)
    tokenizer.enable_truncation(5)
    tokenizer.enable_padding(length=5)
    return around(tokenizer, "[CLS]", "[SEP]")


def unigrams() -> Tokenizer:
    """As XLM-R's: NFKC, and a mark for white space that belongs to the sub-word."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=90, special_tokens=ROBERTA, unk_token="<unk>", show_progress=False
    )
    tokenizer.train_from_iterator(TEXTS, trainer)
    return around(tokenizer, "<s>", "</s>")


MAKERS = {"byte level": byte_level, "word pieces": word_pieces, "unigrams": unigrams}


@pytest.fixture(scope="module", params=list(MAKERS))
def encoder(request: pytest.FixtureRequest) -> HubEncoder:
    return HubEncoder(MAKERS[request.param]())


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)
@given(st.text(alphabet="ỦyHòaếđ …½ﬁ,.\n 2☺", max_size=30) | st.sampled_from(TEXTS))
def test_spans_are_in_order_disjoint_and_hold_what_was_read(encoder: HubEncoder, text: str) -> None:
    encoding = encoder.encode(text)
    assert len(encoding.ids) == len(encoding.spans) == len(encoding.types)
    assert all(a.end <= b.start for a, b in pairwise(encoding.spans))
    assert all(span.end <= len(text) for span in encoding.spans)
    assert all(0 <= number < encoder.vocabulary.size for number in encoding.ids)
    in_spans = "".join("".join(span.of(text) for span in encoding.spans).split())
    assert in_spans == "".join(text.split())


def test_spans_begin_and_end_with_a_visible_character(encoder: HubEncoder) -> None:
    text = TEXTS[0]
    inside = [span.of(text) for span in encoder.encode(text).spans]
    assert [piece for piece in inside if piece.strip() not in ("", piece)] == []
    assert "".join("".join(inside).split()) == text.replace(" ", "")


def test_a_long_text_is_not_cut_and_a_short_one_not_filled(encoder: HubEncoder) -> None:
    assert len(encoder.encode(" ".join(TEXTS))) > 50
    assert encoder.vocabulary.pad not in encoder.encode("tỉnh").ids


@pytest.mark.parametrize("text", ["</s>", "[SEP]", "<mask>", "[MASK]", "<s> tỉnh"])
def test_text_that_spells_a_special_sub_word_is_text(encoder: HubEncoder, text: str) -> None:
    known = encoder.vocabulary
    assert not {known.start, known.end, known.mask} & set(encoder.encode(text).ids)


def test_the_special_sub_words_are_found() -> None:
    known = HubEncoder(word_pieces()).vocabulary
    assert (known.pad, known.unknown, known.start, known.end, known.mask) == (0, 1, 2, 3, 4)
    known = HubEncoder(byte_level()).vocabulary
    assert (known.start, known.pad, known.end, known.unknown, known.mask) == (0, 1, 2, 3, 4)


def without_frame() -> Tokenizer:
    tokenizer = byte_level()
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    return tokenizer


def without_mask() -> Tokenizer:
    tokenizer = Tokenizer(models.WordLevel({"<s>": 0, "</s>": 1, "<pad>": 2, "<unk>": 3}, "<unk>"))
    return around(tokenizer, "<s>", "</s>")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "is missing"),
        ("{}", "is no tokenizer"),
        ("no JSON", "is no tokenizer"),
        (without_frame, "puts no sub-words around a text"),
        (without_mask, r"has no sub-word <mask> or \[MASK\]"),
    ],
)
def test_other_files_are_refused(
    tmp_path: Path, content: str | Callable[[], Tokenizer] | None, reason: str
) -> None:
    path = tmp_path / "tokenizer.json"
    if callable(content):
        content().save(str(path))
    elif content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=reason) as raised:
        HubEncoder.load(path)
    assert "\n" not in str(raised.value)


def test_a_saved_tokenizer_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "tokenizer.json"
    made = unigrams()
    made.save(str(path))
    assert HubEncoder.load(path).encode(TEXTS[1]) == HubEncoder(made).encode(TEXTS[1])
