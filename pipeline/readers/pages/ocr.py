"""Character recognition by Tesseract, for pages without a usable text layer."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from xml.etree import ElementTree

import numpy as np
from PIL import Image

from pipeline.readers.pages.geometry import Page, Word
from pipeline.readers.pages.raster import find_rulings, ink, skew
from pipeline.syllables import valid_share

DPI = 300
"""What Tesseract's manual asks for."""
PACKAGES = "tesseract-ocr and tesseract-ocr-vie"
_LANGUAGE = "vie"
_TIMEOUT = 300
_READABLE = 0.5
"""Below this share of valid syllables the page may lie on its side."""
_LINE_HEIGHT = 1.1
"""What Tesseract takes for the size of a line, in parts of the font size."""
_IS_WORD = re.compile(r"[\w\-–—+*•.…:;,/()%&\"“”'’‘]")
"""What has none of these is a speck, a stamp or the rest of a border."""
_SHOWN_AS = str.maketrans({"\u2044": "/", "\u00ad": "-"})
_BLANK = 0.0005
"""A page with less ink than this share carries specks only."""


class OcrError(Exception):
    """Tesseract failed on a page; the message is its own."""


@cache
def is_available() -> bool:
    """Whether Tesseract and its Vietnamese data are installed."""
    if shutil.which("tesseract") is None:
        return False
    try:
        listed = _tesseract("--list-langs")
    except OcrError:
        return False
    return _LANGUAGE in listed.split()


def is_blank(image: Image.Image) -> bool:
    """Whether a picture of a page shows nothing."""
    return float(ink(image).mean()) < _BLANK


def recognise(number: int, image: Image.Image, *, dpi: float) -> Page:
    """Read a page from its picture.

    Args:
        number: of the page, 1-based.
        image: grey.
        dpi: its pixels an inch.

    Raises:
        OcrError: when Tesseract fails.
    """
    page = _upright(number, image, dpi)
    if page.words and valid_share(" ".join(word.text for word in page.words)) < _READABLE:
        quarters = _quarters(image)
        if quarters:
            turned = _upright(number, image.rotate(-90 * quarters, expand=True), dpi)
            return turned if len(turned.words) >= len(page.words) / 2 else page
    return page


def _upright(number: int, image: Image.Image, dpi: float) -> Page:
    angle = skew(image)
    if angle:
        image = image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    rulings, drawn = find_rulings(ink(image), dpi=dpi)
    if rulings.horizontal or rulings.vertical:
        # Tesseract takes borders for letters and tables for pictures.
        pixels = np.array(image)
        pixels[_spread(drawn)] = 255
        image = Image.fromarray(pixels)
    hocr = _tesseract(
        "stdin",
        "stdout",
        "-l",
        _LANGUAGE,
        "--dpi",
        str(round(dpi)),
        "--psm",
        "3",
        "-c",
        "tessedit_create_hocr=1",
        image=image,
    )
    points = 72 / dpi
    return Page(
        number,
        image.width * points,
        image.height * points,
        tuple(_words(hocr, points)),
        rulings,
        recognised=True,
    )


def _spread(drawn: np.ndarray) -> np.ndarray:
    """The pixels of lines and their grey edges."""
    wide = drawn.copy()
    for shift in (-2, -1, 1, 2):
        wide |= np.roll(drawn, shift, axis=0) | np.roll(drawn, shift, axis=1)
    return wide


def _words(hocr: str, points: float) -> Iterator[Word]:
    """The words of Tesseract's hOCR, those of a line on its baseline.

    hOCR 1.2 gives a baseline as slope and offset from the lower left corner of its line;
    ``x_size`` is Tesseract's own.
    """
    for line in ElementTree.fromstring(hocr).iter():
        # Lines are "ocr_line", "ocr_caption", "ocr_header" or "ocr_textfloat".
        properties = _properties(line)
        if "x_size" not in properties:
            continue
        left, _, _, bottom = properties["bbox"]
        slope, offset = properties.get("baseline", [0.0, 0.0])
        size = properties["x_size"][0] / _LINE_HEIGHT
        for word in line:
            text = "".join(word.itertext()).strip().translate(_SHOWN_AS)
            if not text or not _IS_WORD.search(text):
                continue
            x0, _, x1, _ = _properties(word)["bbox"]
            baseline = bottom + offset + slope * ((x0 + x1) / 2 - left)
            yield Word(text, x0 * points, x1 * points, baseline * points, size * points)


def _properties(element: ElementTree.Element) -> dict[str, list[float]]:
    """The numbers that an hOCR element states in its title."""
    found = dict[str, list[float]]()
    for part in element.get("title", "").split(";"):
        name, *values = part.split() or [""]
        with suppress(ValueError):
            found[name] = [float(value) for value in values]
    return found


def _quarters(image: Image.Image) -> int:
    """By how many quarter turns, clockwise, the page must be turned to be upright."""
    try:
        report = _tesseract("stdin", "stdout", "--psm", "0", image=image)
    except OcrError:
        # It refuses pages with too few letters.
        return 0
    for line in report.splitlines():
        if line.startswith("Rotate:"):
            return int(line.split(":")[1]) // 90 % 4
    return 0


def _tesseract(*arguments: str, image: Image.Image | None = None) -> str:
    buffer = io.BytesIO()
    if image is not None:
        image.save(buffer, "PPM")
    try:
        done = subprocess.run(
            ["tesseract", *arguments],
            input=buffer.getvalue(),
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise OcrError(f"no answer within {_TIMEOUT} s") from error
    except OSError as error:
        raise OcrError(error.strerror or str(error)) from error
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise OcrError(lines[-1] if lines else f"exit status {done.returncode}")
    return done.stdout.decode("utf-8", "replace")
