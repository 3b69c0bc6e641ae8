"""Tesseract, run as a command: words with their places from a picture."""

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

from PIL import Image

from annotations.language import say
from pipeline.readers.limits import LIMITS
from pipeline.readers.pages.geometry import Word

PACKAGES = "tesseract-ocr and tesseract-ocr-vie"
"""The Debian packages that the reader needs; the first one brings English too."""
VIETNAMESE = "vie"
ENGLISH = "eng"
_LINE_HEIGHT = 0.96
"""What Tesseract takes for the size of a line, in parts of the font size."""
_IS_WORD = re.compile(r"[^\W_]|[\-–—+*•.…:;,/()%&\"“”'’‘]")
"""What has none of these is a speck, a stamp or the rest of a border."""
_SHOWN_AS = str.maketrans({"\u2044": "/", "\u00ad": "-"})


class OcrError(Exception):
    """Tesseract failed on a page; the message is its own."""


@cache
def languages() -> frozenset[str]:
    """The languages that Tesseract reads here; none where it is not installed."""
    if shutil.which("tesseract") is None:
        return frozenset()
    try:
        return frozenset(_run("--list-langs").split())
    except OcrError:
        return frozenset()


def words(
    image: Image.Image, *, dpi: float, language: str = VIETNAMESE, one_column: bool = False
) -> list[Word]:
    """The words of a picture, those of a line on its baseline, in points.

    Args:
        image: the picture.
        dpi: its pixels an inch.
        language: one of `languages`.
        one_column: whether to take the picture for one column of lines, without looking for
            columns and pictures.

    Raises:
        OcrError: when Tesseract fails.
    """
    hocr = _run(
        *("stdin", "stdout", "-l", language, "--dpi", str(round(dpi))),
        *("--psm", "6" if one_column else "3", "-c", "tessedit_create_hocr=1"),
        image=image,
    )
    return list(_words(hocr, 72 / dpi))


def quarter_turns(image: Image.Image) -> int:
    """By how many quarter turns, clockwise, the picture must be turned to be upright."""
    try:
        report = _run("stdin", "stdout", "--psm", "0", image=image)
    except OcrError:
        # It refuses pages with too few letters.
        return 0
    match = re.search(r"^Rotate: (\d+)$", report, re.MULTILINE)
    return int(match[1]) // 90 % 4 if match else 0


def _words(hocr: str, points: float) -> Iterator[Word]:
    """The words in Tesseract's hOCR.

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
            if not _IS_WORD.search(text):
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


def _run(*arguments: str, image: Image.Image | None = None) -> str:
    buffer = io.BytesIO()
    if image is not None:
        image.save(buffer, "PPM")
    try:
        done = subprocess.run(
            ["tesseract", *arguments],
            input=buffer.getvalue(),
            capture_output=True,
            timeout=LIMITS.ocr_seconds,
            check=False,
            # Its threads wait for each other more than they save.
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise OcrError(
            say("no answer within {ocr_seconds:g} s", ocr_seconds=LIMITS.ocr_seconds)
        ) from error
    except OSError as error:
        raise OcrError(error.strerror or str(error)) from error
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise OcrError(
            lines[-1] if lines else say("exit status {returncode}", returncode=done.returncode)
        )
    return done.stdout.decode("utf-8", "replace")
