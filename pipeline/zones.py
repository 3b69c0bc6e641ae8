"""The parts of an administrative document: letterhead, title, bases, body, signature, annex.

Source of the parts and their order: Decree 30/2020/NĐ-CP, annex I; for Party documents
Instruction 36-HD/VPTW. Older and sloppier documents leave parts out or swap them, so each
part is known by its own words, not by its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.document import Document
from pipeline.folding import Block, Folded
from pipeline.markers import MarkerStyle, find_marker
from pipeline.plan import Zone

DOCUMENT_TYPE = re.compile(
    r"(?:DỰ THẢO )?(?P<type>KẾ HOẠCH(?: HÀNH ĐỘNG| LIÊN TỊCH| PHỐI HỢP)?|QUYẾT ĐỊNH|NGHỊ QUYẾT"
    r"|CHỈ THỊ"
    r"|CHƯƠNG TRÌNH(?: HÀNH ĐỘNG| CÔNG TÁC| PHỐI HỢP)?|PHƯƠNG ÁN|ĐỀ ÁN|DỰ ÁN|HƯỚNG DẪN|THÔNG BÁO"
    r"|CÔNG ĐIỆN|BÁO CÁO|TỜ TRÌNH|QUY CHẾ|QUY ĐỊNH|CHIẾN LƯỢC|KẾT LUẬN)[:.]?",
    re.IGNORECASE,
)
MOTTO = re.compile(
    r"C[ỘỌ]NG(?: H[ÒO][AÀ])?(?: X[ÃẢ] H[ỘỌ][IL])?(?: CH[ỦU] NGH[ĨI]A VI[ỆÊ]T NAM.*)?"
    r"|H[ÒO][AÀ] X[ÃẢ] H[ỘỌ][IL] CH[ỦU] NGH[ĨI]A VI[ỆÊ]T NAM.*"
    r"|(?:X[ÃẢ] H[ỘỌ][IL] )?CH[ỦU] NGH[ĨI]A VI[ỆÊ]T NAM.*|ĐẢNG CỘNG SẢN VIỆT NAM"
    r"|[ĐD][ỘỌ]C L[ẬÂ]P\s*-\s*T[ỰƯ] DO\s*-\s*H[ẠA]NH PH[ÚU]C.*",
    re.IGNORECASE,
)
"""The state's title and motto, or the Party's, whole or over several lines."""

_RECIPIENTS = re.compile(r"Nơi nhận\b", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"(?:TM\.|T/M|KT\.|K/T|TL\.|TUQ\.|Q\.)\s*[A-ZÀ-ỸĐ]{2}"
    r"|(?:PHÓ )?(?:CHỦ TỊCH|BỘ TRƯỞNG|THỨ TRƯỞNG|GIÁM ĐỐC|HIỆU TRƯỞNG|BÍ THƯ|TRƯỞNG BAN"
    r"|CHÁNH VĂN PHÒNG)$"
)
_BASES = re.compile(
    r"(?:Căn cứ|Thực hiện|Theo đề nghị|Xét đề nghị|Theo|Tiếp tục thực hiện|Triển khai)\b"
)
_LEGAL = re.compile(r"(?:Căn cứ|Theo đề nghị|Xét đề nghị)\b")
"""Right under the type other words may open the title: "Thực hiện Đề án ..."."""
_AFTER_SIGNATURE = re.compile(
    r"PHỤ LỤC|Phụ lục|DANH MỤC|BIỂU|MẪU|Mẫu số|\(Kèm theo|\(Ban hành|\[\d+\]|\(\d\)"
)
_LONG = 30
"""Words; no recipient's line has as many, a footnote or a body paragraph has."""
_TITLE_BLOCKS = 6


def find_zones(document: Document, folded: Folded) -> list[Zone]:
    """The zone of each block."""
    zones: list[Zone] = []
    zone = Zone.LETTERHEAD
    since_title = 0
    for index, block in enumerate(folded.blocks):
        text = block.span.of(folded.text)
        zone = _next(zone, text, block, document, since_title=since_title)
        if zone is Zone.LETTERHEAD and index == len(folded.blocks) - 1:
            return [Zone.BODY] * len(folded.blocks)  # no title anywhere: a fragment
        since_title = since_title + 1 if zone is Zone.TITLE else 0
        zones.append(zone)
    return _settle(zones, folded.blocks, folded.text)


def _next(zone: Zone, text: str, block: Block, document: Document, *, since_title: int) -> Zone:
    """The zone that ``text`` stands in when the block before it stands in ``zone``."""
    if _RECIPIENTS.match(text):
        return Zone.RECIPIENTS
    if _is_type(text) and (block.cell is None or text.isupper()):
        return Zone.TITLE
    if zone in (Zone.RECIPIENTS, Zone.SIGNATURE):
        return _after_body(zone, text, block, document)
    if _SIGNATURE.match(text) and zone is not Zone.LETTERHEAD and len(text.split()) < 20:
        return Zone.SIGNATURE
    if zone is Zone.LETTERHEAD:
        return Zone.BODY if _opens_body(text) else zone
    if zone is Zone.TITLE and _is_title(text, since_title=since_title):
        return zone
    if _BASES.match(text) and zone in (Zone.TITLE, Zone.BASES):
        return Zone.BASES
    if zone is Zone.BASES and find_marker(text) is None and (text.isupper() or text.endswith(";")):
        return zone
    return Zone.ANNEX if zone is Zone.ANNEX else Zone.BODY


def _is_type(text: str) -> bool:
    """Whether ``text`` is the document's type on a line of its own, as titles have it."""
    return DOCUMENT_TYPE.fullmatch(text) is not None and not text[0].islower()


def _opens_body(text: str) -> bool:
    """Whether a document without a type line begins its body here."""
    marker = find_marker(text)
    return marker is not None and marker.style in (MarkerStyle.ROMAN, MarkerStyle.ARTICLE)


def _is_title(text: str, *, since_title: int) -> bool:
    if find_marker(text) is not None or since_title > _TITLE_BLOCKS:
        return False
    bare = text.strip("-_* ")
    if not bare or text.isupper() or text.startswith(("(", "* (")):
        return True
    if text.endswith((":", ".", ";", ",")):
        return False
    return since_title <= 1 and not (_LEGAL if since_title == 0 else _BASES).match(text)


def _after_body(zone: Zone, text: str, block: Block, document: Document) -> Zone:
    """What follows recipients and signature: more of them, or an annex."""
    marker = find_marker(text)
    grid = (
        block.table is not None and len({c.column for c in document.tables[block.table].cells}) > 2
    )
    if (
        grid
        or _AFTER_SIGNATURE.match(text)
        or (marker is not None and marker.style in (MarkerStyle.ROMAN, MarkerStyle.ANNEX))
        or (len(text.split()) > _LONG and block.cell is None)
    ):
        return Zone.ANNEX
    return Zone.SIGNATURE if _SIGNATURE.match(text) else zone


def _settle(zones: list[Zone], blocks: Sequence[Block], text: str) -> list[Zone]:
    """Correct what only the whole shows: a title after the signature heads an annexed plan."""
    signed = False
    for index, zone in enumerate(zones):
        if zone in (Zone.RECIPIENTS, Zone.SIGNATURE):
            signed = True
        elif signed and zone in (Zone.BASES, Zone.BODY):
            zones[index] = Zone.ANNEX
        if MOTTO.fullmatch(blocks[index].span.of(text)):
            zones[index] = Zone.LETTERHEAD
    return zones
