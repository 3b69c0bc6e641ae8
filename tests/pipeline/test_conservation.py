"""Nothing is cut in silence: each visible character is in one leaf of the outline or one cell.

The count knows nothing of the parser: it walks the characters of the text and asks how many nodes
hold each. White space, characters without width and the lone bars with which web extracts rule
their tables are blank.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from textwrap import dedent

import pytest
from cases import cases
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Document
from pipeline.extract import extract
from pipeline.folding import fold
from pipeline.outline import build_outline
from pipeline.plan import Node
from pipeline.readers import Source, read

ROOT = Path(__file__).parents[2]
OWN = sorted((ROOT / "annotations" / "plans").glob("*.txt"))
SHARED = ROOT.parent / "shared"
REAL = [
    *sorted((SHARED / "plans" / "unlabelled").glob("*.txt")),
    *sorted((SHARED / "gold" / "dev").glob("*.txt")),
]
WIDTHLESS = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"


def astray(document: Document, nodes: tuple[Node, ...]) -> list[str]:
    """The visible characters that are in no node or in several, with what stands around them."""
    held = Counter(at for node in nodes for at in range(node.span.start, node.span.end))
    text = document.text
    found: list[str] = []
    at = 0
    for line in text.splitlines(keepends=True):
        for place, sign in enumerate(line, at):
            blank = sign.isspace() or sign in WIDTHLESS or line.strip() == "|"
            if not blank and held[place] != 1:
                found.append(f"{held[place]} x {text[max(0, place - 10) : place + 10]!r}")
        at += len(line)
    return found


def nodes(document: Document) -> tuple[Node, ...]:
    return build_outline(document, fold(document)).nodes()


def plain(text: str) -> Document:
    """What the reader of plain text makes of ``text``, its tables recognised."""
    return read(Source("plan.txt", text.encode()))


EXAMPLES = {
    "a plan with a table": """
        |
        ỦY BAN NHÂN DÂN
        TỈNH SÔNG LAM
        -------
        |
        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        Độc lập - Tự do - Hạnh phúc
        ---------------
        |
        |
        Số: 15/KH-UBND
        |
        Sông Lam, ngày 12 tháng 3 năm 2024
        |
        KẾ HOẠCH
        Phát triển chợ nông thôn
        I. NHIỆM VỤ
        |
        TT
        |
        Nội dung
        |
        Chủ trì
        |
        |
        1
        |
        Sửa chợ
        |
        Sở Công Thương
        |
        |
        2
        |
        Xây kho
        |
        |
        Nơi nhận:
        - Như trên.
        |
        CHỦ TỊCH
        Trần Văn Mẫu
        |
        """,
    "bars within lines": "1. Sửa chợ | xây kho |\n| 2. Mở bến\n||\n| |\n",
    "a bar at the end alone": "1. Sửa chợ\n|",
    "rulings and dots": "-----\nI. Chợ\n.....\n* * *\n____\n1. Kho\n",
    "signs without words": "§ ¶ † ‡\n…\n?!\n",
    "other scripts and pictures": "Дорога 道路 🛣️\nⅡ. Kho\n",
    "form feeds and other line ends": "I. Chợ\x0cTrang 2\x0b1. Kho\u20282. Bến\r3. Cảng\x85",
    "characters without width": "\ufeffI.\u200b Chợ\u200b\n\u200b\n1.\u00ad Kho\n",
    "decomposed letters": "Ke\u0302\u0301 hoa\u0323ch\n\u0301a\n",
    "dots between two parts of a table": """
        |
        TT
        |
        Nội dung
        |
        Chủ trì
        |
        |
        1
        |
        Sửa chợ
        |
        Sở Công Thương
        |
        ......
        |
        2
        |
        Xây kho
        |
        Sở Y tế
        |
        """,
    "one word": "chợ",
    "nothing": " \n\t\ufeff",
}


@pytest.mark.parametrize("source", cases(EXAMPLES))
def test_examples(source: str) -> None:
    document = plain(f"{dedent(source)}\n") if source.strip("\ufeff \n\t") else Document(source)
    assert astray(document, nodes(document)) == []


SIGNS = st.sampled_from(
    [
        *("|\n", "|\n", "|", "\n", "\r\n", " ", "\ufeff", "\u200b", "e\u0301"),
        *("1\n", "TT\n", "Nội dung\n", "Sở Y tế\n", "I. CHỢ\n", "- Bến", "a) Kho", "Phụ lục I\n"),
        *("...\n", "Nơi nhận:\n", "KẾ HOẠCH\n", "Độc lập - Tự do - Hạnh phúc\n"),
        "ngày 5 tháng 3 năm 2024\n",
    ]
)


@given(st.lists(SIGNS, max_size=60).map("".join))
def test_any_text_with_bars(text: str) -> None:
    document = plain(f"Kế hoạch\n{text}")
    assert astray(document, nodes(document)) == []


@given(st.text(max_size=80), st.booleans())
def test_any_text(text: str, wrapped: bool) -> None:
    document = Document(text, wrapped=wrapped)
    assert astray(document, nodes(document)) == []


@pytest.mark.parametrize("path", OWN, ids=[path.stem for path in OWN])
def test_own_plans(path: Path) -> None:
    document = read(path)
    assert astray(document, nodes(document)) == []


@pytest.mark.skipif(not REAL, reason="the shared plans are not here")
@pytest.mark.parametrize("path", REAL, ids=[path.stem for path in REAL])
def test_real_plans(path: Path) -> None:
    document = read(path)
    assert astray(document, nodes(document)) == []


def test_the_outline_of_a_plan_is_what_is_counted() -> None:
    document = plain(dedent(EXAMPLES["a plan with a table"]))
    assert extract(document).outline == nodes(document)


def test_what_is_lost_or_doubled_is_counted() -> None:
    document = Document("1. Chợ\n2. Kho\n")
    first, second = nodes(document)
    assert len(astray(document, (first,))) == len("2.Kho")
    assert len(astray(document, (first, second, second))) == len("2.Kho")
