"""PDF files for tests, drawn word by word: what stands where is known to the point."""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

A4 = (595.0, 842.0)
ADVANCE = 0.5
"""Every character is half as wide as its font is high."""

_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap CMapName currentdict /CMap defineresource pop end end"""


Stamp = tuple[str, float, float, float]
"""Text, left edge, baseline from below, size."""


@dataclass
class PdfPage:
    """A page; places are in points from its upper left corner.

    Args:
        size: width and height before rotation.
        rotate: by how many degrees the page is shown turned.
    """

    size: tuple[float, float] = A4
    rotate: int = 0
    _content: list[str] = field(default_factory=list[str])
    stamps: list[Stamp] = field(default_factory=list[Stamp])

    def text(
        self, x: float, y: float, text: str, *, size: float = 14, font: str = "F1", angle: int = 0
    ) -> PdfPage:
        """Set a line of text whose baseline begins at a place."""
        self._content.append(_show(x, self.size[1] - y, text, size, font, angle))
        return self

    def lines(
        self,
        x: float,
        y: float,
        *lines: str,
        size: float = 14,
        pitch: float = 18,
        font: str = "F1",
        centred: bool = False,
    ) -> PdfPage:
        """Set lines below each other, from their left edge or around their middle."""
        for number, line in enumerate(lines):
            left = x - len(line) * ADVANCE * size / 2 if centred else x
            self.text(left, y + number * pitch, line, size=size, font=font)
        return self

    def stamp(self, x: float, y: float, text: str, *, size: float = 14) -> PdfPage:
        """Set a line as an annotation, as programs do that fill in number and date later."""
        self.stamps.append((text, x, self.size[1] - y, size))
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float, *, boxed: bool = False) -> PdfPage:
        """Draw a line, as a stroke or, as Word does, as a thin filled box."""
        height = self.size[1]
        if boxed:
            wide, high = max(0.5, x1 - x0), max(0.5, y1 - y0)
            self._content.append(f"{x0} {height - y0 - high} {wide} {high} re f")
        else:
            self._content.append(f"{x0} {height - y0} m {x1} {height - y1} l S")
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float], *, boxed: bool = False) -> PdfPage:
        """Draw all borders of a table."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y, boxed=boxed)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1], boxed=boxed)
        return self

    def table(
        self,
        xs: Sequence[float],
        top: float,
        rows: Sequence[Sequence[str]],
        *,
        size: float = 12,
        pitch: float = 15,
        boxed: bool = False,
    ) -> PdfPage:
        """Draw a table of rows of texts, lines of a cell parted by line ends."""
        ys = [top]
        for row in rows:
            for x, cell in zip(xs, row, strict=False):
                self.lines(x + 5, ys[-1] + pitch, *cell.split("\n"), size=size, pitch=pitch)
            ys.append(ys[-1] + pitch * max(cell.count("\n") + 1 for cell in row) + 6)
        return self.grid(xs, ys, boxed=boxed)

    @property
    def content(self) -> bytes:
        """The content stream."""
        return "\n".join(["0.5 w", *self._content]).encode("ascii")


def _show(x: float, y: float, text: str, size: float, font: str, angle: int) -> str:
    codes = text.encode("utf-16-be").hex()
    cos, sin = (round(f(math.radians(angle)), 6) for f in (math.cos, math.sin))
    return f"BT /{font} {size} Tf {cos} {sin} {-sin} {cos} {x} {y} Tm <{codes}> Tj ET"


def make_pdf(*pages: PdfPage, fonts: dict[str, str] | None = None) -> bytes:
    """The bytes of a file.

    Args:
        pages: in order.
        fonts: base font names by the names that `PdfPage.text` takes; ``F1`` and the bold
            ``F2`` are there anyway.
    """
    names = {"F1": "TimesNewRomanPSMT", "F2": "TimesNewRomanPS-BoldMT", **(fonts or {})}
    objects: list[bytes] = [b"", b"", _stream(_TO_UNICODE)]

    def add(data: bytes) -> int:
        objects.append(data)
        return len(objects)

    resources = " ".join(f"/{key} {_add_font(add, name)} 0 R" for key, name in names.items())
    kids = list[str]()
    for page in pages:
        content = add(_stream(page.content))
        stamps = [add(_stamp(add, resources, *stamp)) for stamp in page.stamps]
        annotations = " ".join(f"{number} 0 R" for number in stamps)
        width, height = page.size
        kids.append(
            str(
                add(
                    f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] "
                    f"/Rotate {page.rotate} /Resources << /Font << {resources} >> >> "
                    f"/Annots [{annotations}] /Contents {content} 0 R >>".encode()
                )
            )
        )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    references = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{references}] /Count {len(kids)} >>".encode()
    return _file(objects)


def _add_font(add: Callable[[bytes], int], name: str) -> int:
    descendant = add(
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /DW {round(1000 * ADVANCE)} "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>".encode()
    )
    return add(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
        f"/DescendantFonts [{descendant} 0 R] /ToUnicode 3 0 R >>".encode()
    )


def _stamp(
    add: Callable[[bytes], int], resources: str, text: str, x: float, y: float, size: float
) -> bytes:
    width = len(text) * ADVANCE * size
    look = add(
        _stream(
            _show(0, 0.3 * size, text, size, "F1", 0).encode(),
            f"/Type /XObject /Subtype /Form /BBox [0 0 {width} {1.2 * size}] "
            f"/Resources << /Font << {resources} >> >>",
        )
    )
    return (
        f"<< /Type /Annot /Subtype /FreeText /F 4 /Contents () "
        f"/Rect [{x} {y - 0.3 * size} {x + width} {y + 0.9 * size}] /AP << /N {look} 0 R >> >>"
    ).encode()


def _stream(data: bytes, entries: str = "") -> bytes:
    packed = zlib.compress(data)
    head = f"<< /Length {len(packed)} /Filter /FlateDecode {entries} >>".encode()
    return head + b"\nstream\n" + packed + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    parts, offsets, length = [b"%PDF-1.4\n"], list[int](), 9
    for number, data in enumerate(objects, 1):
        offsets.append(length)
        parts.append(f"{number} 0 obj\n".encode() + data + b"\nendobj\n")
        length += len(parts[-1])
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    parts.append(
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{length}\n%%EOF\n".encode()
    )
    return b"".join(parts)
