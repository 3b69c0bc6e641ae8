"""The legacy encodings, letter by letter and in running text."""

# ruff: noqa: RUF001 - legacy texts are written as they look in Windows-1252.

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.legacy import ENCODINGS, convert, encoding_of_font

TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
VOWELS = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES]
LOWER = [*VOWELS, "đ"]
LETTERS = [*LOWER, *(letter.upper() for letter in LOWER)]

# Each written out here on its own, in the order of `LOWER`, as the standards print them.
TCVN3 = (
    "a µ ¸ ¶ · ¹ ¨ » ¾ ¼ ½ Æ © Ç Ê È É Ë e Ì Ð Î Ï Ñ ª Ò Õ Ó Ô Ö i × Ý Ø Ü Þ "
    "o ß ã á â ä « å è æ ç é ¬ ê í ë ì î u ï ó ñ ò ô \u00ad õ ø ö ÷ ù y ú ý û ü þ ®"
)
VNI = (
    "a aø aù aû aõ aï aê aè aé aú aü aë aâ aà aá aå aã aä e eø eù eû eõ eï eâ eà eá eå eã eä "
    "i ì í æ ó ò o oø où oû oõ oï oâ oà oá oå oã oä ô ôø ôù ôû ôõ ôï "
    "u uø uù uû uõ uï ö öø öù öû öõ öï y yø yù yû yõ î ñ"
)
TO_TCVN3 = dict(zip(LOWER, TCVN3.split(" "), strict=True)) | dict(
    zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True)
)
TO_VNI = dict(zip(LETTERS, [*VNI.split(" "), *VNI.upper().split(" ")], strict=True))


def to_windows_1258(text: str) -> str:
    """The Windows-1252 characters of the Windows-1258 bytes of a text."""
    pieces = list[str]()
    for letter in unicodedata.normalize("NFC", text):
        decomposed = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in decomposed if mark in TONES[1:])
        base = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in TONES[1:]))
        pieces.append(letter if ord(letter) < 0x80 else base + tone)
    return "".join(pieces).encode("cp1258").decode("cp1252")


def test_the_alphabet_is_whole() -> None:
    assert len(set(LETTERS)) == 146


@pytest.mark.parametrize("letter", TO_TCVN3)
def test_tcvn3_letters(letter: str) -> None:
    assert convert(TO_TCVN3[letter], encoding="tcvn3") == letter


@pytest.mark.parametrize("letter", LOWER)
def test_tcvn3_capitals_font(letter: str) -> None:
    assert convert(TO_TCVN3[letter], encoding="tcvn3-capitals") == letter.upper()


@pytest.mark.parametrize("letter", LETTERS)
def test_vni_letters(letter: str) -> None:
    assert convert(TO_VNI[letter], encoding="vni") == letter


@pytest.mark.parametrize("letter", LETTERS)
def test_windows_1258_letters(letter: str) -> None:
    converted = convert(to_windows_1258(letter), encoding="windows-1258")
    assert unicodedata.normalize("NFC", converted) == letter


@given(st.text(st.sampled_from([*LETTERS, *"bcdghklmnpqrstvxBCDGHKLMNPQRSTVX 0123456789.,;-/\n"])))
def test_vni_there_and_back(text: str) -> None:
    written = "".join(TO_VNI.get(letter, letter) for letter in text)
    assert convert(written, encoding="vni") == text


@given(st.text(st.sampled_from([*LOWER, *"bcdghklmnpqrstvx 0123456789.,;-/\n"])))
def test_tcvn3_there_and_back(text: str) -> None:
    written = "".join(TO_TCVN3.get(letter, letter) for letter in text)
    assert convert(written, encoding="tcvn3") == text


@given(st.text(st.sampled_from([*LETTERS, *"bcdghklmnpqrstvx .,;-/\n"])))
def test_windows_1258_there_and_back(text: str) -> None:
    converted = convert(to_windows_1258(text), encoding="windows-1258")
    assert unicodedata.normalize("NFC", converted) == text


@pytest.mark.parametrize(
    ("encoding", "written", "text"),
    [
        ("tcvn3", "Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("tcvn3", "Së Tµi chÝnh chñ tr×, phèi hîp", "Sở Tài chính chủ trì, phối hợp"),
        ("tcvn3-capitals", "kÕ ho¹ch sè 12", "KẾ HOẠCH SỐ 12"),
        ("vni", "UÛy ban nhaân daân tænh", "Ủy ban nhân dân tỉnh"),
        ("vni", "COÄNG HOØA XAÕ HOÄI", "CỘNG HÒA XÃ HỘI"),
        ("vni", "Aâu, ÑOÄC laäp", "Âu, ĐỘC lập"),
        ("windows-1258", "Viê\u00f2t", "Viê\u0323t"),
        ("tcvn3", "“§iÒu 1” – kho¶n 2", "“Điều 1” – khoản 2"),
    ],
)
def test_running_text(encoding: str, written: str, text: str) -> None:
    assert convert(written, encoding=encoding) == text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("CéNG HßA X· HéI", "CỘNG HÒA XÃ HỘI"),
        ("KÕ HO¹CH", "KẾ HOẠCH"),
        ("UBND x· Hµ Lan", "UBND xã Hà Lan"),
        ("Hµ Néi, ngµy 5", "Hà Nội, ngày 5"),
        ("Së", "Sở"),
        ("ñY BAN\nTØnh", "ỦY BAN\nTỉnh"),
    ],
)
def test_capitals_that_tcvn3_lacks_are_restored(written: str, text: str) -> None:
    assert convert(written, encoding="tcvn3") == text


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", ["Sở Nội vụ", "Kế hoạch là cơ sở", "Viê\u0323t", "plain text", ""])
def test_unicode_in_a_legacy_font_stays(text: str, encoding: str) -> None:
    assert convert(text, encoding=encoding).casefold() == text.casefold()


def test_unknown_encoding() -> None:
    with pytest.raises(ValueError, match="tcvn3"):
        convert("abc", encoding="viscii")


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"),
        (".vnarial narrow", "tcvn3"),
        (".VnTimeH", "tcvn3-capitals"),
        (".VnArial NarrowH", "tcvn3-capitals"),
        ("VNI-Times", "vni"),
        ("VNI Helve", "vni"),
        ("Times New Roman", None),
        ("UVN Bach Dang", None),
        ("", None),
    ],
)
def test_fonts(font: str, encoding: str | None) -> None:
    assert encoding_of_font(font) == encoding
