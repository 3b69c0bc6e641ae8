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

from annotations.language import say, translated
from pipeline.document import Document
from pipeline.readers.limits import over
from pipeline.readers.pages import ocr, streams, tesseract
from pipeline.readers.pages.compose import compose
from pipeline.readers.pages.furniture import furniture, without_stamps
from pipeline.readers.pages.geometry import Page
from pipeline.readers.pages.grids import Grid, find_grids
from pipeline.readers.pages.layout import Layout, lay_out, measures
from pipeline.readers.pages.pdfium import Pdf, PdfError, PdfLimitError, Pictures, open_pdf
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

_MAX_PIXELS = 25_000_000
"""What a page is drawn with at most: an A3 page at 300 dots an inch has 17 million."""
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
    reason = streams.refusal(source.data, source.limits)
    if reason is not None:
        raise source.refuse(reason)
    try:
        with open_pdf(source.data) as pdf:
            pages = _pages(source, pdf)
    except PdfLimitError as error:
        most = source.limits.characters
        raise source.refuse(
            say("{error}, over the limit of {most:,} for a file: split it", error=error, most=most)
        ) from error
    except PdfError as error:
        if error.password:
            raise source.refuse(
                say("is protected by a password; remove it and try again")
            ) from error
        if _is_empty(source.data):
            raise source.refuse(say("has no pages")) from error
        raise source.refuse(say("is damaged, fetch it again: {error}", error=error)) from error
    composed = compose(_layouts(pages))
    if not composed.text:
        raise source.refuse(say("has no text: all its pages are blank"))
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
        raise source.refuse(say("is truncated: the end of the file is missing; fetch it again"))


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
        raise source.refuse(say("has no pages"))
    limits = source.limits
    if len(pdf) > limits.pages:
        raise source.refuse(over(say("pages"), len(pdf), limits.pages, say("split it")))
    bare, found, characters = list[Page](), list[Pictures](), 0
    for index in range(len(pdf)):
        raw = pdf.load(index, characters=limits.characters - characters)
        characters += len(raw.glyphs)
        bare.append(lay_bare(index + 1, raw))
        found.append(raw.pictures)
    layers = decoded(bare)
    file = survey(layers)
    pages = list[Page]()
    for layer, pictures in zip(layers, found, strict=True):
        verdict = judge(layer, file, image_share=pictures.share)
        if verdict is not Verdict.SOUND:
            _check_pictures(source, layer, pictures)
            layer = _recognised(source, pdf, layer, verdict)
        elif pictures.share > SCANNED and not layer.rulings.horizontal:
            # A scan with a text layer: its tables are in the picture.
            _check_pictures(source, layer, pictures)
            layer = _ruled(source, pdf, layer)
        pages.append(layer)
    return pages


def _check_pictures(source: Source, page: Page, pictures: Pictures) -> None:
    """Refuse a page that cannot be drawn without unpacking a picture over the limit."""
    most = source.limits.image_pixels
    if pictures.pixels > most:
        reason = over(
            say("pixels in a picture"), pictures.pixels, most, say("scan it more coarsely")
        )
        raise source.refuse(say("page {number} {reason}", number=page.number, reason=reason))


def _recognised(source: Source, pdf: Pdf, layer: Page, verdict: Verdict) -> Page:
    """A page by character recognition, or as it is where nothing is printed on it."""
    index = layer.number - 1
    if not layer.words:
        preview = pdf.render(index, scale=_scale(source, layer, _PREVIEW_DPI))
        if ocr.is_blank(preview):
            return layer
    if not ocr.is_available():
        raise source.refuse(
            say(
                "page {number} is {what}; to read it, install the packages {packages}",
                number=layer.number,
                what=translated(verdict.value),
                packages=tesseract.PACKAGES,
            )
        )
    scale = _scale(source, layer, ocr.DPI)
    try:
        page = ocr.recognise(layer.number, pdf.render(index, scale=scale), dpi=72 * scale)
    except tesseract.OcrError as error:
        raise source.refuse(
            say("page {number}: tesseract failed: {error}", number=layer.number, error=error)
        ) from error
    return page if share_of(page) >= share_of(layer) else layer


def _ruled(source: Source, pdf: Pdf, layer: Page) -> Page:
    """A page with the rulings of its picture."""
    scale = _scale(source, layer, _RULINGS_DPI)
    rulings, _ = find_rulings(pdf.render(layer.number - 1, scale=scale), dpi=72 * scale)
    return replace(layer, rulings=rulings)


def _scale(source: Source, page: Page, dpi: int) -> float:
    """Pixels a point for ``dpi``, fewer where the image would be too large."""
    area = page.width * page.height
    scale = min(dpi / 72, sqrt(_MAX_PIXELS / max(area, 1.0)))
    if scale < min(dpi, _LEAST_DPI) / 72:
        raise source.refuse(
            say(
                "page {number} is too large to be rendered: {width:.0f} by {height:.0f} points",
                number=page.number,
                width=page.width,
                height=page.height,
            )
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
