"""PDF files: born digital, scanned, or with a text layer that is no text.

Each page is taken from its text layer where that is Vietnamese, and else from character
recognition; then all are laid out together, since headers, tables and paragraphs run over
pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import sqrt

from pipeline.document import Document
from pipeline.readers.pages import ocr, tesseract
from pipeline.readers.pages.compose import compose
from pipeline.readers.pages.furniture import furniture, without_stamps
from pipeline.readers.pages.geometry import Page
from pipeline.readers.pages.grids import Grid, find_grids
from pipeline.readers.pages.layout import Layout, lay_out, measures
from pipeline.readers.pages.pdfium import Pdf, PdfError, open_pdf
from pipeline.readers.pages.raster import find_rulings
from pipeline.readers.pages.rows import Row, rows
from pipeline.readers.pages.textlayer import (
    SCANNED,
    Verdict,
    decoded,
    judge,
    lay_bare,
    share_of,
    survey,
)
from pipeline.readers.registry import Source

MAX_PAGES = 2_000
MAX_PIXELS = 25_000_000
"""An A3 page at 300 dots an inch has 17 million."""
_LEAST_DPI = 100
_PREVIEW_DPI = 50
_RULINGS_DPI = 150
_TAIL = 4096
_NO_PAGES = re.compile(rb"/Type\s*/Pages\b")
_PAGE = re.compile(rb"/Type\s*/(?:Page|ObjStm)\b")


def read(source: Source) -> Document:
    """Read a PDF file.

    Raises:
        ReadError: when it is damaged or protected, has no pages or too many, or needs
            character recognition that is not installed.
    """
    _refuse_truncated(source)
    try:
        with open_pdf(source.data) as pdf:
            pages = _pages(source, pdf)
    except PdfError as error:
        if error.password:
            raise source.refuse("is protected by a password; remove it and try again") from error
        if _is_empty(source.data):
            raise source.refuse("has no pages") from error
        raise source.refuse(f"is damaged, fetch it again: {error}") from error
    composed = compose(_layouts(pages))
    if not composed.text:
        raise source.refuse("has no text: all its pages are blank")
    return Document(
        composed.text,
        source.name,
        "pdf",
        wrapped=True,
        tables=composed.tables,
        page_starts=composed.page_starts,
        flags=tuple(_flags(pages)),
    )


def _refuse_truncated(source: Source) -> None:
    """Refuse a file without its end, of which PDFium would give the first pages in silence."""
    if b"%%EOF" not in source.data.rstrip(b"\0")[-_TAIL:]:
        raise source.refuse("is truncated: the end of the file is missing; fetch it again")


def _is_empty(data: bytes) -> bool:
    """Whether a file that PDFium does not open has a tree of pages without any page."""
    return _NO_PAGES.search(data) is not None and _PAGE.search(data) is None


def _flags(pages: Sequence[Page]) -> Iterator[str]:
    for encoding in sorted({page.encoding for page in pages if page.encoding}):
        yield f"encoding:{encoding}"
    for page in pages:
        if page.recognised:
            yield f"ocr:{page.number}"


def _pages(source: Source, pdf: Pdf) -> list[Page]:
    """The words and rulings of each page, from its text layer or by recognition."""
    if not len(pdf):
        raise source.refuse("has no pages")
    if len(pdf) > MAX_PAGES:
        raise source.refuse(f"has {len(pdf)} pages, over the limit of {MAX_PAGES}; split it")
    bare, image_shares = list[Page](), list[float]()
    for index in range(len(pdf)):
        raw = pdf.load(index)
        bare.append(lay_bare(index + 1, raw))
        image_shares.append(raw.image_share)
    layers = decoded(bare)
    file = survey(layers)
    pages = list[Page]()
    for layer, image_share in zip(layers, image_shares, strict=True):
        verdict = judge(layer, file, image_share=image_share)
        if verdict is not Verdict.SOUND:
            layer = _recognised(source, pdf, layer, verdict)
        elif image_share > SCANNED and not layer.rulings.horizontal:
            # A scan with a text layer: its tables are in the picture.
            layer = _ruled(source, pdf, layer)
        pages.append(layer)
    return pages


def _recognised(source: Source, pdf: Pdf, layer: Page, verdict: Verdict) -> Page:
    """A page by character recognition, or as it is where nothing is printed on it."""
    index = layer.number - 1
    if not layer.words:
        preview = pdf.render(index, scale=_scale(source, layer, _PREVIEW_DPI))
        if ocr.is_blank(preview):
            return layer
    if not ocr.is_available():
        raise source.refuse(
            f"page {layer.number} is {verdict.value}; to read it, install the packages "
            f"{tesseract.PACKAGES}"
        )
    scale = _scale(source, layer, ocr.DPI)
    try:
        page = ocr.recognise(layer.number, pdf.render(index, scale=scale), dpi=72 * scale)
    except tesseract.OcrError as error:
        raise source.refuse(f"page {layer.number}: tesseract failed: {error}") from error
    return page if share_of(page) >= share_of(layer) else layer


def _ruled(source: Source, pdf: Pdf, layer: Page) -> Page:
    """A page with the rulings of its picture."""
    scale = _scale(source, layer, _RULINGS_DPI)
    rulings, _ = find_rulings(pdf.render(layer.number - 1, scale=scale), dpi=72 * scale)
    return replace(layer, rulings=rulings)


def _scale(source: Source, page: Page, dpi: int) -> float:
    """Pixels a point for ``dpi``, fewer where the image would be too large."""
    area = page.width * page.height
    scale = min(dpi / 72, sqrt(MAX_PIXELS / max(area, 1.0)))
    if scale < min(dpi, _LEAST_DPI) / 72:
        raise source.refuse(
            f"page {page.number} is too large to be rendered: "
            f"{page.width:.0f} by {page.height:.0f} points"
        )
    return scale


def _layouts(pages: Sequence[Page]) -> list[Layout]:
    """The pages in reading order, without headers, footers and stamps."""
    grids, lines = list[list[Grid]](), list[list[Row]]()
    for page in pages:
        found, words = find_grids(replace(page, words=tuple(without_stamps(page))))
        grids.append(found)
        lines.append(rows(words))
    for page_lines, dropped in zip(lines, furniture(pages, lines), strict=True):
        page_lines[:] = [row for index, row in enumerate(page_lines) if index not in dropped]
    sizes = measures(lines, [page.width for page in pages])
    return [lay_out(*page) for page in zip(pages, lines, grids, sizes, strict=True)]
