"""PhoBERT's encoder: the numbers of transformers' PhobertTokenizer, with real places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations import Span
from models.errors import ModelError
from models.phobert import PhobertEncoder

SHARED = Path(__file__).parents[3] / "shared"
PLANS = [SHARED / "gold" / "dev", SHARED / "plans" / "unlabelled"]
FILES = SHARED / "phobert"

WORDS = {
    "uỷ_ban": 40,
    "nhân_dân": 40,
    "tỉnh": 30,
    "hoà_bình": 12,
    "sở": 12,
    "y_tế": 10,
    "và": 60,
    "của": 40,
    "kế_hoạch": 25,
    ",": 80,
    ".": 70,
    "2025": 9,
}


def learnt(words: dict[str, int], *, joins: int) -> tuple[list[str], list[str]]:
    """The lines of ``bpe.codes`` and ``vocab.txt``, as subword-nmt and fairseq write them.

    The rarest sub-words stay out of the vocabulary, as they do in PhoBERT's.
    """
    pieces = {word: [*word[:-1], word[-1] + "</w>"] for word in words}
    codes: list[str] = []
    for _ in range(joins):
        pairs = Counter[tuple[str, str]]()
        for word, count in words.items():
            for pair in pairwise(pieces[word]):
                pairs[pair] += count
        if not pairs:
            break
        (first, second), count = max(pairs.items(), key=lambda one: (one[1], one[0]))
        codes.append(f"{first} {second} {count}")
        for word in words:
            pieces[word] = list(joined(pieces[word], first, second))
    counts = Counter[str]()
    for word, count in words.items():
        for piece in pieces[word]:
            last = piece.endswith("</w>")
            counts[piece.removesuffix("</w>") if last else piece + "@@"] += count
    vocabulary = [f"{piece} {count}" for piece, count in counts.most_common() if count > 9]
    return [*codes, ""], [*vocabulary, ""]


def joined(pieces: list[str], first: str, second: str) -> Iterator[str]:
    at = 0
    while at < len(pieces):
        if pieces[at : at + 2] == [first, second]:
            yield first + second
            at += 2
        else:
            yield pieces[at]
            at += 1


def by_gaps(text: str) -> list[Span]:
    """Joins the two syllables of what stands in quotes; every other word is one syllable."""
    return [Span(*match.span()) for match in re.finditer(r"(?<=«)[^»]+(?=»)|[^\s«»]+|[«»]", text)]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("phobert")
    codes, vocabulary = learnt(WORDS, joins=40)
    (folder / "bpe.codes").write_text("\n".join(codes), encoding="utf-8")
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def encoder(files: Path) -> PhobertEncoder:
    return PhobertEncoder.load(files, segmenter=by_gaps)


def reference(folder: Path) -> Any:
    from transformers.models.phobert import PhobertTokenizer

    return PhobertTokenizer(
        vocab_file=str(folder / "vocab.txt"), merges_file=str(folder / "bpe.codes")
    )


@pytest.fixture(scope="module")
def slow(files: Path) -> Any:
    return reference(files)


def slow_numbers(slow: Any, encoder: PhobertEncoder, text: str) -> list[int]:
    words = " ".join(word.text for word in encoder.words(text))
    return cast(list[int], slow.convert_tokens_to_ids(slow.tokenize(words)))


def test_the_special_sub_words_have_phoberts_numbers(encoder: PhobertEncoder, slow: Any) -> None:
    known = encoder.vocabulary
    assert (known.start, known.pad, known.end, known.unknown) == (0, 1, 2, 3)
    assert known.mask == slow.mask_token_id == known.size - 1
    assert (known.size, known.types) == (len(slow), 1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from([word.replace("_", " ") for word in WORDS]),
            st.sampled_from(["«ủy ban»", "«nhân  dân»", "«hòa\nbình»", "Sở", "«Y tế»"]),
            st.text(alphabet="ủyỷybannhâdtsởếvàcủ,.2025@<sw/>_", min_size=1, max_size=9),
        )
    )
)
def test_numbers_are_those_of_transformers(
    encoder: PhobertEncoder, slow: Any, parts: list[str]
) -> None:
    text = " ".join(part for part in parts if part not in slow.all_special_tokens)
    encoding = encoder.encode(text)
    assert list(encoding.ids) == slow_numbers(slow, encoder, text)
    assert set(encoding.types) <= {0}
    assert len(encoding.spans) == len(encoding.types) == len(encoding)
    assert all(a.end <= b.start for a, b in pairwise(encoding.spans))
    in_spans = "".join(span.of(text) for span in encoding.spans)
    assert re.sub(r"\s", "", in_spans) == re.sub(r"\s", "", text)


def test_the_new_tone_placement_is_read_as_phobert_writes_it(encoder: PhobertEncoder) -> None:
    old, new = "«uỷ ban» tỉnh «hoà bình»", "«ủy ban» tỉnh «hòa bình»"
    assert encoder.encode(new) == encoder.encode(old)


def test_a_sub_word_stands_for_its_raw_characters(encoder: PhobertEncoder) -> None:
    text = "tỉnh «ủy \n ban» và sở"
    encoding = encoder.encode(text)
    known = dict(zip((span.of(text) for span in encoding.spans), encoding.ids, strict=True))
    assert known["ủy \n ban"] != encoder.vocabulary.unknown
    assert {"tỉnh", "ủy \n ban", "và", "sở"} <= set(known)


def test_what_the_vocabulary_lacks_is_unknown_and_keeps_its_place(encoder: PhobertEncoder) -> None:
    encoding = encoder.encode("tỉnh ☺ sở")
    assert encoding.spans[1:2] == (Span(5, 6),)
    assert encoding.ids[1] == encoder.vocabulary.unknown


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("bpe.codes", None, "is missing"),
        ("vocab.txt", None, "is missing"),
        ("vocab.txt", b"\xff\xfe", "cannot be read"),
        ("vocab.txt", b"one\n", "expected '<sub-word> <count>'"),
        ("bpe.codes", b"a b\n", "expected '<left> <right> <count>'"),
    ],
)
def test_other_files_are_refused(
    files: Path, tmp_path: Path, name: str, content: bytes | None, reason: str
) -> None:
    for file in files.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    if content is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ModelError, match=re.escape(reason)):
        PhobertEncoder.load(tmp_path, segmenter=by_gaps)


@pytest.mark.skipif(not FILES.is_dir(), reason="PhoBERT's own files are not here")
def test_phoberts_own_files_give_the_numbers_of_transformers_on_plans() -> None:
    from models.segmentation import UndertheseaSegmenter

    encoder = PhobertEncoder.load(FILES, segmenter=UndertheseaSegmenter())
    slow = reference(FILES)
    assert (encoder.vocabulary.size, encoder.vocabulary.mask) == (64001, slow.mask_token_id)
    texts = [file.read_text("utf-8") for folder in PLANS for file in sorted(folder.glob("*.txt"))]
    assert len(texts) > 20
    for text in texts:
        # The beginning of each is as telling as all of it, in a fraction of the time.
        part = text[:1500]
        encoding = encoder.encode(part)
        assert list(encoding.ids) == slow_numbers(slow, encoder, part)
        assert "".join("".join(span.of(part) for span in encoding.spans).split()) == "".join(
            part.split()
        )
