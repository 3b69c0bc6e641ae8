"""Recognition of a page around Tesseract, which a stand-in plays here."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from pipeline.readers.pages import ocr, tesseract
from pipeline.readers.pages.geometry import Word

DPI = 150
SENTENCE = "Ủy ban nhân dân tỉnh giao Sở Nội vụ"


def picture() -> Image.Image:
    """A table whose first column holds two small marks, as numbers are."""
    page = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(page)
    for y in (300, 400, 500):
        draw.line((150, y, 1090, y), fill=0, width=2)
    for x in (150, 250, 1090):
        draw.line((x, 300, x, 500), fill=0, width=2)
    for y in (340, 440):
        draw.rectangle((190, y, 204, y + 20), fill=0)
    return page


def points(pixels: float) -> float:
    return pixels * 72 / DPI


def sentence(x: float, y: float) -> list[Word]:
    """Words in the cell to the right of a number."""
    return [
        Word(text, x + 30 * number, x + 30 * number + 25, y, 12)
        for number, text in enumerate(SENTENCE.split())
    ]


def test_numbers_alone_in_cells_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def words(
        image: Image.Image,
        *,
        dpi: float,
        language: str = tesseract.VIETNAMESE,
        one_column: bool = False,
    ) -> list[Word]:
        calls.append(language)
        if not one_column:
            return sentence(130, points(360)) + sentence(130, points(460))
        # Two marks of 21 pixels, below each other.
        assert image.height < 200
        return [
            Word(text, 20, 26, points(y), 10) for text, y in (("1", 60), ("rác", 62), ("2", 122))
        ]

    monkeypatch.setattr(tesseract, "words", words)
    monkeypatch.setattr(tesseract, "languages", lambda: frozenset({"vie", "eng"}))
    page = ocr.recognise(3, picture(), dpi=DPI)
    numbers = [word for word in page.words if word.text in ("1", "2", "rác")]
    assert calls == ["vie", "eng"]
    assert [word.text for word in numbers] == ["1", "2"]
    assert [round(word.x0) for word in numbers] == [round(points(190))] * 2
    assert [round(word.baseline) for word in numbers] == [round(points(y)) for y in (361, 461)]
    assert page.recognised
    assert page.number == 3


def test_page_lying_on_its_side_is_turned(monkeypatch: pytest.MonkeyPatch) -> None:
    def words(image: Image.Image, **_: object) -> list[Word]:
        if image.width < image.height:
            return [Word("xzq", 100, 130, 100, 12)] * 8
        return sentence(100, 100)

    monkeypatch.setattr(tesseract, "words", words)

    def quarter_turns(image: Image.Image) -> int:
        return 1

    monkeypatch.setattr(tesseract, "quarter_turns", quarter_turns)
    monkeypatch.setattr(tesseract, "languages", lambda: frozenset({"vie"}))
    page = ocr.recognise(1, Image.new("L", (1240, 1754), 255), dpi=DPI)
    assert " ".join(word.text for word in page.words) == SENTENCE
    assert page.width > page.height


@pytest.mark.parametrize(("ink", "blank"), [(0, True), (200, False)], ids=["specks", "letters"])
def test_blank(ink: int, blank: bool) -> None:
    page = Image.new("L", (400, 560), 250)
    ImageDraw.Draw(page).rectangle((10, 10, 10 + ink, 12), fill=0)
    assert ocr.is_blank(page) is blank
