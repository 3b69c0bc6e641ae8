"""PDFium at arm's length: the one module that knows its functions.

Words are made from single characters with their places, since PDFium's own text runs the
columns of a letterhead together; rulings come from the drawn paths.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2  # pyright: ignore[reportMissingTypeStubs]
from PIL import Image

from annotations.language import say
from pipeline.readers.pages.geometry import Box, Rulings
from pipeline.readers.pages.glyphs import Glyph
from pipeline.readers.pages.rulings import Segment, from_segments

_raw: Any = pypdfium2.raw
"""The C functions; their bindings carry no types."""

_SMALLEST = 1.0
_MAX_DEPTH = 8
_MAX_PATH_PARTS = 100_000
"""Drawings of more paths and corners are maps or charts, not the borders of tables."""

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class PdfError(Exception):
    """A file that PDFium cannot open or a page that it cannot load.

    Args:
        reason: what it says.
        password: whether a password would open the file.
    """

    def __init__(self, reason: str, *, password: bool = False) -> None:
        self.password = password
        super().__init__(reason)


class PdfLimitError(Exception):
    """A page that has more than the limits allow; the message says of what."""


class Pictures(NamedTuple):
    """The images on a page.

    Args:
        share: the share of the page that they cover, at most 1.
        pixels: those of the largest one.
    """

    share: float
    pixels: int


@dataclass(frozen=True, slots=True)
class RawPage:
    """What PDFium tells of a page.

    Args:
        width: in points, as shown.
        height: in points, as shown.
        glyphs: its characters in the order of the content stream.
        rulings: its drawn lines.
        pictures: its images.
    """

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rulings: Rulings
    pictures: Pictures


class Pdf:
    """An open PDF file; pages are 0-based here."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    @contextmanager
    def _page(self, index: int) -> Generator[Any]:
        try:
            with closing(self._document[index]) as page:
                yield page
        except pypdfium2.PdfiumError as error:
            raise PdfError(say("page {number}: {error}", number=index + 1, error=error)) from error

    def load(self, index: int, *, characters: int) -> RawPage:
        """The characters, rulings and images of a page.

        Args:
            index: of the page.
            characters: how many it may have.

        Raises:
            PdfError: when the page is damaged.
            PdfLimitError: when it has more characters.
        """
        with self._page(index) as page:
            # Numbers, dates and stamps that were filled in later are annotations: drawn into
            # the page they are text like the rest.
            if _has_annotations(page):
                _raw.FPDFPage_Flatten(page, _raw.FLAT_NORMALDISPLAY)
        with self._page(index) as page:
            width, height = page.get_size()
            shown = _shown(page)
            drawn = _objects(page, shown)
            sheet = Box(0.0, 0.0, width, height)
            glyphs = tuple(
                glyph
                for glyph in _glyphs(page, shown, characters)
                if not glyph.size or _is_seen(glyph, sheet)
            )
            share = min(1.0, drawn.area / max(1.0, width * height))
            pictures = Pictures(share, drawn.pixels)
            return RawPage(width, height, glyphs, from_segments(drawn.segments), pictures)

    def render(self, index: int, *, scale: float) -> Image.Image:
        """The page as a grey image of ``scale`` pixels a point, without the red of its stamps.

        Raises:
            PdfError: when the page is damaged.
        """
        with self._page(index) as page:
            # Red is light in the red channel, black is not.
            return page.render(scale=scale).to_pil().convert("RGB").getchannel("R")


@contextmanager
def open_pdf(data: bytes) -> Generator[Pdf]:
    """Open the bytes of a PDF file.

    Raises:
        PdfError: when it is damaged or needs a password.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code: Any = getattr(error, "err_code", None)
        password = code in (_raw.FPDF_ERR_PASSWORD, _raw.FPDF_ERR_SECURITY)
        raise PdfError(str(error), password=password) from error
    with closing(document):
        yield Pdf(document)


def _has_annotations(page: Any) -> bool:
    """Whether anything but links was added to a page."""
    for index in range(_raw.FPDFPage_GetAnnotCount(page)):
        annotation = _raw.FPDFPage_GetAnnot(page, index)
        kind = _raw.FPDFAnnot_GetSubtype(annotation)
        _raw.FPDFPage_CloseAnnot(annotation)
        if kind not in (_raw.FPDF_ANNOT_LINK, _raw.FPDF_ANNOT_POPUP):
            return True
    return False


def _shown(page: Any) -> Matrix:
    """From the coordinates of the page's content to those of the page as shown."""
    left, bottom, right, top = page.get_bbox()
    return {
        0: (1.0, 0.0, 0.0, -1.0, -left, top),
        90: (0.0, 1.0, 1.0, 0.0, -bottom, -left),
        180: (-1.0, 0.0, 0.0, 1.0, right, -bottom),
        270: (0.0, -1.0, -1.0, 0.0, top, right),
    }[page.get_rotation()]


def _multiply(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


@dataclass(frozen=True, slots=True)
class _Look:
    """What the characters of one text object share."""

    size: float
    direction: tuple[float, float]
    font: str


def _glyphs(page: Any, shown: Matrix, most: int) -> Iterator[Glyph]:
    with closing(page.get_textpage()) as text:
        if text.count_chars() > most:
            raise PdfLimitError(say("a page has {number:,} characters", number=text.count_chars()))
        looks: dict[int | None, _Look] = {}
        x, y, box = ctypes.c_double(), ctypes.c_double(), _raw.FS_RECTF()
        for index in range(text.count_chars()):
            character = _character(text, index)
            address = ctypes.cast(_raw.FPDFText_GetTextObject(text, index), ctypes.c_void_p).value
            if address is None:
                # PDFium itself adds blanks and line ends between objects.
                yield Glyph(" ")
                continue
            look = looks.get(address)
            if look is None:
                look = looks[address] = _look(text, index, shown)
            _raw.FPDFText_GetCharOrigin(text, index, x, y)
            _raw.FPDFText_GetLooseCharBox(text, index, box)
            origin = _apply(shown, x.value, y.value)
            corners = (
                _apply(shown, box.left, box.bottom),
                _apply(shown, box.right, box.top),
            )
            yield Glyph(character, origin, _box(*corners), look.size, look.direction, look.font)


def _is_seen(glyph: Glyph, sheet: Box) -> bool:
    """Whether a character stands on the page; damaged files set some beyond all measure."""
    box = glyph.box
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return _SMALLEST < glyph.size < sheet.width + sheet.height and sheet.holds(x, y)


def _character(text: Any, index: int) -> str:
    if _raw.FPDFText_IsHyphen(text, index) > 0:
        # PDFium marks a hyphen at a line end by the control character U+0002.
        return "-"
    code = _raw.FPDFText_GetUnicode(text, index)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _look(text: Any, index: int, shown: Matrix) -> _Look:
    raw = _raw.FS_MATRIX()
    _raw.FPDFText_GetMatrix(text, index, raw)
    # The linear part alone: directions do not move.
    right = _apply((*shown[:4], 0.0, 0.0), raw.a, raw.b)
    up = _apply((*shown[:4], 0.0, 0.0), raw.c, raw.d)
    length = math.hypot(*right) or 1.0
    size = abs(_raw.FPDFText_GetFontSize(text, index)) * (math.hypot(*up) or 1.0)
    return _Look(size, (right[0] / length, right[1] / length), _font(text, index))


def _font(text: Any, index: int) -> str:
    size = _raw.FPDFText_GetFontInfo(text, index, None, 0, None)
    buffer = ctypes.create_string_buffer(max(1, size))
    _raw.FPDFText_GetFontInfo(text, index, buffer, size, None)
    return buffer.value.decode("utf-8", "replace")


def _box(first: tuple[float, float], second: tuple[float, float]) -> Box:
    xs, ys = sorted((first[0], second[0])), sorted((first[1], second[1]))
    return Box(xs[0], ys[0], xs[1], ys[1])


@dataclass(slots=True)
class _Drawn:
    """What is drawn on a page: straight segments, the area of images, the pixels of the largest."""

    segments: list[Segment] = field(default_factory=list[Segment])
    area: float = 0.0
    pixels: int = 0


def _objects(page: Any, shown: Matrix) -> _Drawn:
    drawn, parts = _Drawn(), 0
    width, height = ctypes.c_uint(), ctypes.c_uint()
    for item, matrix in _walk(page, shown):
        kind = _raw.FPDFPageObj_GetType(item)
        if kind == _raw.FPDF_PAGEOBJ_IMAGE:
            drawn.area += abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])
            _raw.FPDFImageObj_GetImagePixelSize(item, width, height)
            drawn.pixels = max(drawn.pixels, width.value * height.value)
        elif kind == _raw.FPDF_PAGEOBJ_PATH and parts < _MAX_PATH_PARTS:
            parts += 1 + max(0, _raw.FPDFPath_CountSegments(item))
            if parts < _MAX_PATH_PARTS:
                drawn.segments += _path(item, matrix)
    return drawn


def _walk(page: Any, shown: Matrix) -> Iterator[tuple[Any, Matrix]]:
    """The objects of a page and of the forms in it, each with its matrix."""
    stack: list[tuple[Any, Matrix, int]] = [
        (_raw.FPDFPage_GetObject(page, index), shown, 0)
        for index in range(_raw.FPDFPage_CountObjects(page))
    ]
    stack.reverse()
    raw = _raw.FS_MATRIX()
    while stack:
        item, outer, depth = stack.pop()
        if not item:
            continue
        kind = _raw.FPDFPageObj_GetType(item)
        if kind == _raw.FPDF_PAGEOBJ_TEXT:
            continue
        _raw.FPDFPageObj_GetMatrix(item, raw)
        matrix = _multiply((raw.a, raw.b, raw.c, raw.d, raw.e, raw.f), outer)
        if kind != _raw.FPDF_PAGEOBJ_FORM:
            yield item, matrix
        elif depth < _MAX_DEPTH:
            count = _raw.FPDFFormObj_CountObjects(item)
            stack += [
                (_raw.FPDFFormObj_GetObject(item, index), matrix, depth + 1)
                for index in reversed(range(count))
            ]


def _path(item: Any, matrix: Matrix) -> Iterator[Segment]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    _raw.FPDFPath_GetDrawMode(item, fill, stroke)
    stroked = bool(stroke.value) and not _white(_raw.FPDFPageObj_GetStrokeColor, item)
    filled = bool(fill.value) and not _white(_raw.FPDFPageObj_GetFillColor, item)
    if not stroked and not filled:
        return
    for outline in _outlines(item, matrix):
        if stroked:
            for (x0, y0), (x1, y1) in pairwise(outline):
                yield Segment(x0, y0, x1, y1)
        else:
            xs, ys = [x for x, _ in outline], [y for _, y in outline]
            yield Segment(min(xs), min(ys), max(xs), max(ys), filled=True)


def _white(color_of: Callable[..., int], item: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = color_of(item, red, green, blue, alpha)
    return bool(known) and (alpha.value == 0 or min(red.value, green.value, blue.value) > 250)


def _outlines(item: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path; parts with curves are left out."""
    x, y = ctypes.c_float(), ctypes.c_float()
    outline: list[tuple[float, float]] = []
    curved = False
    for index in range(_raw.FPDFPath_CountSegments(item)):
        segment = _raw.FPDFPath_GetPathSegment(item, index)
        kind = _raw.FPDFPathSegment_GetType(segment)
        _raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == _raw.FPDF_SEGMENT_MOVETO:
            if len(outline) > 1 and not curved:
                yield outline
            outline, curved = [], False
        elif kind == _raw.FPDF_SEGMENT_BEZIERTO:
            curved = True
        outline.append(_apply(matrix, x.value, y.value))
        if _raw.FPDFPathSegment_GetClose(segment):
            outline.append(outline[0])
    if len(outline) > 1 and not curved:
        yield outline
