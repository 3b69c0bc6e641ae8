"""What counts as a Vietnamese syllable, and how much of a text does."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.syllables import is_syllable, split_tone, valid_share, words

SHARED = Path(__file__).resolve().parents[3] / "shared"

SYLLABLES = """
a á y ý ở ai ao oai oé uế uy uyên ưu ướm yêu yết
ban bước chương chuyển duyệt đồng đường gà gì giấy giếng gìn ghế ghi gửi huyện khuỷu kỹ kính
lượng mười nghiên nghiệp ngoằn ngoèo nguyễn những phường quả quốc quý quyền quyết quỹ quăng
rượu suốt thuở tuyến trường tỉnh thoải ươm vượt xoong xuân
"""

NO_SYLLABLES = """
ka cê kương gế ngê nghà giiu zá wan fó jun
bann chươg duyêt̀ đươngg hoaà thuyêng quốk strong plan press cid xyz
bàc tằp mởt hếch̀ cặnh́ còc sạnc tếnn ngh th đ́a
"""


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", NO_SYLLABLES.split())
def test_other_words(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("old", "new"),
    [("hoà", "hòa"), ("uỷ", "ủy"), ("quí", "quý"), ("thuỷ", "thủy"), ("khoẻ", "khỏe")],
)
def test_both_tone_placements(old: str, new: str) -> None:
    assert is_syllable(old)
    assert is_syllable(new)


@pytest.mark.parametrize("word", ["ban", "co", "thuc", "hop", "cach"])
def test_a_syllable_without_its_mark_is_one(word: str) -> None:
    assert is_syllable(word)


@given(st.sampled_from((SYLLABLES + NO_SYLLABLES).split()))
def test_case_and_normal_form_do_not_matter(word: str) -> None:
    answer = is_syllable(word)
    for form in ("NFC", "NFD"):
        for cased in (word.upper(), word.capitalize()):
            assert is_syllable(unicodedata.normalize(form, cased)) is answer


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("nghiệp", ("nghiêp", "\u0323")),
        ("đường", ("đương", "\u0300")),
        ("ban", ("ban", "")),
        ("b\u0301a", None),
        ("bá\u0300", None),
        ("\u0301", None),
    ],
)
def test_split_tone(word: str, parts: tuple[str, str] | None) -> None:
    assert split_tone(word) == parts


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("a) Sở Y tế; b) UBND tỉnh", ["Sở", "tế", "tỉnh"]),
        ("Mục II, III và 12/KH-UBND", ["Mục", "và"]),
        ("X· héi c«ng b»ng", ["X·", "héi", "c«ng", "b»ng"]),
        ("30°C, 12 m²", []),
    ],
)
def test_words_that_count(text: str, counted: list[str]) -> None:
    assert list(words(text)) == counted


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("Ủy ban nhân dân tỉnh ban hành Kế hoạch số 12/KH-UBND", 1.0, 1.0),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 1.0, 1.0),
        ("C«ng hßa x· héi chñ nghÜa ViÖt Nam", 0.0, 0.4),
        ("The committee shall report every quarter", 0.0, 0.3),
        ("ЧѪЯ ҠҢЛ ТЪФ ИЁД", 0.0, 0.0),
        ("12/3/2024 ...", 0.0, 0.0),
        ("", 0.0, 0.0),
    ],
)
def test_valid_share(text: str, least: float, most: float) -> None:
    assert least <= valid_share(text) <= most


@given(st.text())
def test_share_is_a_share_of_any_text(text: str) -> None:
    assert 0.0 <= valid_share(text) <= 1.0


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared plans are not there")
def test_real_plans_are_nearly_all_syllables() -> None:
    plans = sorted((SHARED / "gold" / "dev").glob("*.txt"))
    assert plans
    for plan in plans:
        assert valid_share(plan.read_text(encoding="utf-8")) > 0.95, plan.name
