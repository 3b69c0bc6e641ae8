"""Plain text files: untouched in Unicode, converted from legacy encodings, refused else."""

# ruff: noqa: RUF001 - legacy texts are written as they look in Windows-1252.

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ReadError
from pipeline.readers.registry import Source
from pipeline.readers.text import read

PLAN = """ỦY BAN NHÂN DÂN
TỈNH SÔNG LAM
KẾ HOẠCH
Phát triển du lịch xanh năm 2024
1. Sở Du lịch chủ trì, phối hợp với các sở, ban, ngành và Ủy ban nhân dân các huyện, thành phố
xây dựng bộ tiêu chí du lịch xanh; hoàn thành trước ngày 30 tháng 9 năm 2024.
2. Sở Tài chính bố trí kinh phí thực hiện từ nguồn ngân sách nhà nước theo quy định.
"""

WINDOWS_1258 = (
    "Ủy ban nhân dân tỉnh ban hành kế hoạch phát triển du lịch; Sở Du lịch chủ trì, phối hợp "
    "với các sở, ban, ngành thực hiện nhiệm vụ được giao trong năm 2024."
)
TCVN3 = (
    "KÕ HO¹CH\r\nUBND tØnh giao Së Tµi chÝnh chñ tr×, phèi hîp víi Së Du lÞch thùc hiÖn nhiÖm vô "
    "ph¸t triÓn du lÞch; b¸o c¸o kÕt qu¶ tr\u00adíc ngµy 15 th¸ng 12 n¨m 2024.\r\n"
)
VNI = (
    "KEÁ HOAÏCH\nUÛy ban nhaân daân tænh giao Sôû Taøi chính chuû trì, phoái hôïp vôùi Sôû Du lòch "
    "thöïc hieän nhieäm vuï phaùt trieån du lòch tröôùc ngaøy 15 thaùng 12."
)


def text_of(data: bytes) -> str:
    return read(Source("plan.txt", data)).text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf_8_is_untouched(text: str) -> None:
    line = f"Kế hoạch {text}"
    assert text_of(line.encode()) == line


@pytest.mark.parametrize(
    "text",
    [
        "một\r\nhai\rba\n",
        "\ufeffmột\r\nhai",
        "k\u00ea\u0301 hoa\u0323ch",
        "a\u00a0b\u2028c\x0cd\x0be",
        "không có dấu xuống dòng",
        "\ufeff\ufeffhai dấu đầu tệp",
    ],
)
def test_line_ends_marks_and_forms_are_kept(text: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(text.encode())
    document = read(Source(str(path), path.read_bytes()))
    with path.open(encoding="utf-8", newline="") as file:
        assert document.text == file.read() == text
    assert document.flags == ()
    assert document.wrapped
    assert document.format == "txt"


@pytest.mark.parametrize(
    ("codec", "flag"),
    [
        ("utf-16", "encoding:utf-16"),
        ("utf-32", "encoding:utf-32"),
        ("utf-16-le", "encoding:utf-16-le"),
        ("utf-16-be", "encoding:utf-16-be"),
    ],
)
def test_utf_16(codec: str, flag: str) -> None:
    document = read(Source("plan.txt", PLAN.encode(codec)))
    assert document.text == PLAN
    assert document.flags == (flag,)


def windows_1258(text: str) -> bytes:
    """The bytes of a text as Windows writes it: tones apart from their letters."""
    pieces = list[str]()
    for letter in unicodedata.normalize("NFC", text):
        try:
            pieces.append(letter.encode("cp1258").decode("cp1258"))
        except UnicodeEncodeError:
            decomposed = unicodedata.normalize("NFD", letter)
            tones = "".join(mark for mark in decomposed if mark in "\u0300\u0301\u0303\u0309\u0323")
            rest = "".join(mark for mark in decomposed if mark not in tones)
            pieces.append(unicodedata.normalize("NFC", rest) + tones)
    return "".join(pieces).encode("cp1258")


def test_windows_1258() -> None:
    document = read(Source("plan.txt", windows_1258(WINDOWS_1258)))
    assert unicodedata.normalize("NFC", document.text) == WINDOWS_1258
    assert document.flags == ("encoding:windows-1258",)


@pytest.mark.parametrize(
    ("written", "encoding", "expected"),
    [
        (TCVN3, "tcvn3", ["KẾ HOẠCH\r\n", "giao Sở Tài chính chủ trì, phối hợp với", "trước ngày"]),
        (VNI, "vni", ["KẾ HOẠCH\n", "Ủy ban nhân dân tỉnh giao Sở Tài chính chủ trì", "Du lịch"]),
    ],
)
def test_legacy_fonts(written: str, encoding: str, expected: list[str]) -> None:
    document = read(Source("plan.txt", written.encode("cp1252")))
    assert document.flags == (f"encoding:{encoding}",)
    for words in expected:
        assert words in document.text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
        (PLAN.encode()[:-3] + "ể".encode()[:2], "cut off"),
        ("Kế hoạch".encode()[:8], "cut off"),
        (PLAN.encode("utf-16")[:-1], "cut off"),
        (PLAN.encode("utf-16-be")[:-1], "cut off"),
        (PLAN.encode()[:120] + b"\xff" + PLAN.encode()[120:], "damaged"),
        ("Расписание заседаний комитета".encode("cp1251"), "neither Unicode"),
        ("Le président du comité régional a décidé".encode("cp1252"), "neither Unicode"),
        (b"\xef\xbb\xbf \r\n", "no text"),
    ],
)
def test_other_bytes_are_refused_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as raised:
        read(Source("plan.txt", data))
    assert str(raised.value).startswith("plan.txt: ")
    assert "\n" not in str(raised.value)


@given(st.binary(min_size=1))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        document = read(Source("plan.txt", data))
    except ReadError:
        return
    assert document.text.strip()


def test_tables_of_a_web_extract() -> None:
    rows = ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "1", "Tập huấn", "Sở Du lịch"]
    text = "KẾ HOẠCH\n|\n" + "\n|\n".join(rows) + "\n|\n"
    (table,) = read(Source("plan.txt", text.encode())).tables
    assert [cell.span.of(text) for cell in table.cells] == rows
