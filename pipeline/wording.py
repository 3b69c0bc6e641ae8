"""The words people read: headers, values and flags in Vietnamese and English.

Records keep the keys; only the workbook and the terminal speak a language.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum


class Lang(StrEnum):
    """A language of headers and values."""

    VI = "vi"
    EN = "en"


def word(key: str, lang: Lang) -> str:
    """What people read for ``key``; a key without wording is read as it is."""
    wording = _WORDS.get(key)
    if wording is None:
        return key
    return wording[0] if lang is Lang.VI else wording[1]


def flag(key: str, lang: Lang) -> str:
    """What people read for a flag; ``ocr:3`` is the wording of ``ocr:`` with "3" in it."""
    name, colon, detail = key.partition(":")
    wanted = f"flag.{name}{colon}"
    return word(wanted, lang).replace("{}", detail) if wanted in _WORDS else key


def harmless(text: str) -> str:
    """``text`` with what steers a terminal replaced by visible signs.

    A document or a file name may hold escape sequences, or marks that turn the direction of
    writing and so make a text look like another one.
    """
    plain = text.translate(_CONTROLS)
    if plain.isascii():
        return plain
    return "".join("\ufffd" if _steers(character) else character for character in plain)


def _steers(character: str) -> bool:
    """Whether a character is a C1 control or sets the direction of writing."""
    return unicodedata.category(character) == "Cc" or character in _DIRECTION


_CONTROLS = {0x7F: "\u2421", **{code: chr(0x2400 + code) for code in range(0x20)}}
"""Control characters and the signs that stand for them."""

_DIRECTION = frozenset(
    map(chr, (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)

_WORDS: dict[str, tuple[str, str]] = {
    # Sheets.
    "sheet.tasks": ("Nhiệm vụ", "Tasks"),
    "sheet.plans": ("Văn bản", "Plans"),
    "sheet.citations": ("Văn bản viện dẫn", "Cited documents"),
    "sheet.failures": ("Lỗi", "Failures"),
    # Headers of all sheets.
    "index": ("STT", "No."),
    "plan_number": ("Số kế hoạch", "Plan"),
    "file": ("Tệp", "File"),
    "place": ("Vị trí", "Place"),
    "flags": ("Lưu ý", "Flags"),
    # Headers of the sheet of tasks.
    "number": ("Mục", "Item"),
    "headings": ("Đề mục", "Headings"),
    "task": ("Nhiệm vụ", "Task"),
    "content": ("Nội dung chi tiết", "Content"),
    "leads": ("Chủ trì", "Lead"),
    "partners": ("Phối hợp", "Partners"),
    "times": ("Thời gian", "Time"),
    "deliverable": ("Sản phẩm, kết quả", "Deliverable"),
    "funding": ("Kinh phí", "Funding"),
    "kind": ("Loại nhiệm vụ", "Kind"),
    "lead_written": ("Chủ trì (nguyên văn)", "Lead as written"),
    "partner_written": ("Phối hợp (nguyên văn)", "Partners as written"),
    "time_written": ("Thời gian (nguyên văn)", "Time as written"),
    "dates": ("Mốc thời gian nhận ra", "Dates found"),
    "lead_basis": ("Cơ sở xác định chủ trì", "Basis of lead"),
    "lead_cue": ("Từ chỉ chủ trì", "Cue of lead"),
    "partner_basis": ("Cơ sở xác định phối hợp", "Basis of partners"),
    "partner_cue": ("Từ chỉ phối hợp", "Cue of partners"),
    "countries": ("Quốc gia", "Countries"),
    "documents": ("Văn bản được nêu", "Documents named"),
    "style": ("Cách giao việc", "Style"),
    "characters": ("Ký tự", "Characters"),
    # Headers of the sheet of plans.
    "type": ("Loại văn bản", "Type"),
    "title": ("Trích yếu", "Title"),
    "issuer": ("Cơ quan ban hành", "Issued by"),
    "issued_in": ("Nơi ban hành", "Issued in"),
    "date": ("Ngày ban hành", "Issued on"),
    "signer": ("Người ký", "Signer"),
    "legal_bases": ("Căn cứ ban hành", "Legal bases"),
    "task_count": ("Số nhiệm vụ", "Tasks"),
    "no_lead_count": ("Chưa rõ chủ trì", "Without lead"),
    "citation_count": ("Số văn bản viện dẫn", "Cited documents"),
    "long_leaf_share": ("Tỷ lệ văn bản chưa tách mục", "Share of text in long blocks"),
    "format": ("Định dạng", "Format"),
    "text_file": ("Tệp văn bản thô", "Text file"),
    "sha256": ("SHA-256 của văn bản", "SHA-256 of the text"),
    # Headers of the sheets of citations and failures.
    "document": ("Văn bản viện dẫn", "Cited document"),
    "issued_on": ("Ngày ban hành", "Issued on"),
    "issued_by": ("Cơ quan ban hành", "Issued by"),
    "reason": ("Lý do", "Reason"),
    # Values.
    "basis.cell": ("ô bảng", "table cell"),
    "basis.label": ("nhãn", "label"),
    "basis.heading": ("đề mục", "heading"),
    "basis.sentence": ("câu", "sentence"),
    "kind.specific": ("cụ thể", "specific"),
    "kind.reporting": ("báo cáo", "reporting"),
    "kind.general": ("chung", "general"),
    "style.table": ("bảng phân công", "table"),
    "style.labelled": ("mục có nhãn", "labelled item"),
    "style.duty": ("trách nhiệm của cơ quan", "duty of an agency"),
    "style.sentence": ("câu giao việc", "assigning sentence"),
    "place.page": ("Trang {}", "Page {}"),
    "place.paragraph": ("đoạn {}", "paragraph {}"),
    "place.table": ("bảng {}, hàng {}, cột {}", "table {}, row {}, column {}"),
    "flag.no-lead": ("Chưa rõ chủ trì", "No lead"),
    "flag.ocr": ("Nhận dạng từ ảnh quét, cần đối chiếu", "OCR, to be checked"),
    "flag.ocr:": (
        "Trang {} nhận dạng từ ảnh quét, cần đối chiếu",
        "Page {} read by OCR, to be checked",
    ),
    "flag.unread:": ("Có phần nhúng chưa đọc: {}", "Embedded and not read: {}"),
    "flag.no-document-mark": (
        "Trang web không cho biết văn bản bắt đầu từ đâu",
        "The web page does not say where the document begins",
    ),
    "flag.encoding-damaged": (
        "Một số ký tự trong tệp bị hỏng",
        "Some characters of the file are damaged",
    ),
    "flag.encoding:": ("Chuyển mã từ {}", "Converted from {}"),
    # The workbook.
    "continued": ("… (xem tiếp hàng dưới)", "… (continued in the next row)"),
    "page footer": ("Trang &P/&N", "Page &P of &N"),
    # The terminal.
    "tasks": ("nhiệm vụ", "tasks"),
    "zone.letterhead": ("PHẦN ĐẦU", "LETTERHEAD"),
    "zone.title": ("TÊN VĂN BẢN", "TITLE"),
    "zone.bases": ("CĂN CỨ", "LEGAL BASES"),
    "zone.body": ("NỘI DUNG", "BODY"),
    "zone.recipients": ("NƠI NHẬN", "RECIPIENTS"),
    "zone.signature": ("CHỮ KÝ", "SIGNATURE"),
    "zone.annex": ("PHỤ LỤC", "ANNEX"),
}
