"""The words that people read for keys and flags."""

from __future__ import annotations

import pytest

from pipeline.plan import Basis, Kind, Style, Zone
from pipeline.wording import Lang, flag, word


@pytest.mark.parametrize(
    ("key", "vietnamese", "english"),
    [
        ("no-lead", "Chưa rõ chủ trì", "No lead"),
        (
            "ocr:3",
            "Trang 3 nhận dạng từ ảnh quét, cần đối chiếu",
            "Page 3 read by OCR, to be checked",
        ),
        ("encoding:tcvn3", "Chuyển mã từ tcvn3", "Converted from tcvn3"),
        ("something-new", "something-new", "something-new"),
        ("something:new", "something:new", "something:new"),
    ],
)
def test_flags(key: str, vietnamese: str, english: str) -> None:
    assert (flag(key, Lang.VI), flag(key, Lang.EN)) == (vietnamese, english)


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize(
    "key",
    [
        *(f"basis.{basis}" for basis in Basis),
        *(f"kind.{kind}" for kind in Kind),
        *(f"style.{style}" for style in Style),
        *(f"zone.{zone}" for zone in Zone),
    ],
)
def test_every_value_has_words(key: str, lang: Lang) -> None:
    assert word(key, lang) != key
