"""Pictures of pages: leaning and rulings are found, letters are no rulings."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from pipeline.readers.pages.raster import find_rulings, skew

DPI = 150


def picture(*, dotted: bool = False) -> Image.Image:
    """A page with lines of text and a table of two columns and two rows."""
    page = Image.new("L", (1240, 1754), 235)
    draw = ImageDraw.Draw(page)
    for line in range(20):
        for word in range(12):
            left, top = 150 + 80 * word, 200 + 30 * line
            # Letters are narrow strokes, their serifs join to short runs.
            for stroke in range(0, 50, 10):
                draw.rectangle((left + stroke, top, left + stroke + 3, top + 16), fill=30)
            draw.rectangle((left, top + 15, left + 30, top + 16), fill=30)
    for y in (1000, 1100, 1200):
        if dotted and y == 1100:
            for x in range(150, 1090, 4):
                draw.rectangle((x, y, x + 1, y + 1), fill=170)
        else:
            draw.line((150, y, 1090, y), fill=20, width=2)
    for x in (150, 400, 1090):
        draw.line((x, 1000, x, 1200), fill=20, width=2)
    return page


@pytest.mark.parametrize("angle", [0.0, 0.75, -1.5])
def test_lean_of_a_page(angle: float) -> None:
    assert skew(picture().rotate(-angle, fillcolor=235)) == pytest.approx(angle, abs=0.25)


@pytest.mark.parametrize("dotted", [False, True], ids=["solid", "a faint dotted line"])
def test_rulings(dotted: bool) -> None:
    rulings, _ = find_rulings(picture(dotted=dotted), dpi=DPI)
    points = 72 / DPI
    assert [round(r.at / points, -1) for r in rulings.horizontal] == [1000, 1100, 1200]
    assert [round(r.at / points, -1) for r in rulings.vertical] == [150, 400, 1090]
    assert rulings.horizontal[0].end - rulings.horizontal[0].start == pytest.approx(
        940 * points, abs=4
    )


def test_blot_is_no_ruling() -> None:
    page = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(page).ellipse((300, 300, 700, 600), fill=0)
    rulings, drawn = find_rulings(page, dpi=DPI)
    assert not rulings.horizontal
    assert not rulings.vertical
    assert not drawn.any()
