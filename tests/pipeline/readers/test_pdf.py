"""The PDF reader: what it takes from pages of each kind, in which order, and what it refuses."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from pdf_files import PdfPage, make_pdf

from pipeline.document import Document
from pipeline.errors import ReadError
from pipeline.readers import Source, read
from pipeline.readers.pages import ocr, tesseract
from pipeline.readers.pages.geometry import Page, Word

FIXTURES = Path(__file__).parent / "fixtures"
SHARED = Path(__file__).parents[4] / "shared" / "plans" / "files" / "ke-hoach-kiem-tra.pdf"

needs_tesseract = pytest.mark.skipif(
    tesseract.VIETNAMESE not in tesseract.languages(),
    reason="tesseract-ocr and tesseract-ocr-vie are not installed",
)

FULL = "Căn cứ chương trình công tác năm, Ủy ban nhân dân tỉnh yêu cầu"
NEXT = "các sở, ban, ngành rà soát, báo cáo kết quả thực hiện nhiệm vụ"
LAST = "trước ngày 15 tháng 12 hằng năm."


def read_pages(*pages: PdfPage, fonts: dict[str, str] | None = None) -> Document:
    document = read(Source("plan.pdf", make_pdf(*pages, fonts=fonts)))
    assert_sound(document, len(pages))
    return document


def read_fixture(name: str) -> Document:
    return read(FIXTURES / name)


def assert_sound(document: Document, pages: int) -> None:
    """What holds of every document: spans trimmed and in order, pages where they begin."""
    assert document.format == "pdf"
    assert document.wrapped
    assert len(document.page_starts) == pages
    assert document.page_starts[0] == 0
    assert list(document.page_starts) == sorted(document.page_starts)
    end = 0
    for table in document.tables:
        assert end <= table.span.start
        for cell in table.cells:
            text = cell.span.of(document.text)
            assert text == text.strip()
            assert end <= cell.span.start
            end = cell.span.end
        # All of a table's text is in its cells.
        inside = "".join(cell.span.of(document.text) for cell in table.cells)
        assert "".join(table.span.of(document.text).split()) == "".join(inside.split())


def blocks(document: Document) -> list[str]:
    """The paragraphs of a document, their lines joined."""
    return [" ".join(block.split()) for block in document.text.strip().split("\n\n")]


def body(page: PdfPage, top: float = 300) -> PdfPage:
    return page.text(113, top, FULL, size=13).lines(85, top + 18, NEXT, LAST, size=13)


def letterhead(page: PdfPage, *, shift: float = 0) -> PdfPage:
    page.lines(160, 70 + shift, "ỦY BAN NHÂN DÂN", "TỈNH TÂN BÌNH", size=13, centred=True)
    page.lines(400, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, centred=True)
    page.lines(400, 88, "Độc lập - Tự do - Hạnh phúc", size=12, centred=True)
    page.lines(160, 115 + shift, "Số: 15/KH-UBND", size=13, centred=True)
    return page.lines(400, 115, "Tân Bình, ngày 05 tháng 3 năm 2026", size=13, centred=True)


# Files from an office program.


def test_letterhead_columns_stay_apart() -> None:
    assert read_fixture("ke-hoach-tap-huan.pdf").text.startswith(
        "ỦY BAN NHÂN DÂN\nTỈNH TÂN BÌNH\n\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
        "Số: 47/KH-UBND\n\nTân Bình, ngày 06 tháng 3 năm 2026\n\n"
        "KẾ HOẠCH\nTập huấn kỹ năng số cho cán bộ, công chức xã, phường\n"
        "và tổ công nghệ số cộng đồng tỉnh Tân Bình năm 2026\n\nI. MỤC ĐÍCH, YÊU CẦU\n"
    )


def test_signature_block_is_read_column_by_column() -> None:
    assert read_fixture("ke-hoach-tap-huan.pdf").text.endswith(
        "\n\nNơi nhận:\n\n- Bộ Khoa học và Công nghệ (b/c);\n\n- Chủ tịch, các Phó Chủ tịch;\n\n"
        "- Các sở, ban, ngành;\n\n- UBND các xã, phường;\n\n- Lưu: VT, KGVX.\n\n"
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nĐinh Thị Sen\n"
    )


def test_paragraphs_go_on_over_the_page_without_its_number() -> None:
    document = read_fixture("ke-hoach-tap-huan.pdf")
    assert_sound(document, 3)
    paragraph = next(block for block in blocks(document) if block.startswith("- An toàn"))
    assert paragraph.endswith(
        "để lộ dữ liệu cá nhân; mỗi học viên tự kiểm tra máy tính của mình "
        "theo bảng hỏi, ghi lại những điểm chưa an toàn và cùng giảng viên "
        "khắc phục ngay tại lớp, không mang máy về rồi để đó."
    )
    assert document.text[document.page_starts[1] :].startswith("liệu cá nhân; mỗi học viên")
    assert document.place(document.text.index("Trong quá trình thực hiện")).page == 3
    assert {"2", "3"}.isdisjoint(document.text.splitlines())


def test_every_paragraph_of_the_source_is_one() -> None:
    source = (FIXTURES / "ke-hoach-tap-huan.txt").read_text("utf-8").splitlines()
    found = blocks(read_fixture("ke-hoach-tap-huan.pdf"))
    assert found[found.index(source[0]) : found.index("Nơi nhận:")] == source


def test_table_over_three_pages_is_one() -> None:
    document = read_fixture("phan-cong-nhiem-vu.pdf")
    assert_sound(document, 3)
    (table,) = document.tables
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(" ".join(cell.span.of(document.text).split()))
    header = [["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn"]]
    header.append(["(1)", "(2)", "(3)", "(4)", "(5)"])
    source = (FIXTURES / "phan-cong-nhiem-vu.tsv").read_text("utf-8").splitlines()
    assert list(rows.values()) == header + [line.replace("\\n", " ").split("\t") for line in source]


def test_row_cut_by_the_page_is_one_row() -> None:
    document = read_fixture("phan-cong-nhiem-vu.pdf")
    cell = next(c for c in document.tables[0].cells if (c.row, c.column) == (5, 1))
    parts = cell.span.of(document.text).split("\n\n")
    assert [part.split()[0] for part in parts] == ["Số", "-", "-", "-"]
    assert parts[2].endswith("phải đi chứng minh\nnhững việc mà cơ quan nhà nước đã ghi;")


def test_merged_cell_is_one_cell() -> None:
    document = read_fixture("phan-cong-nhiem-vu.pdf")
    cells = [c for c in document.tables[0].cells if c.row == 2]
    assert [(c.span.of(document.text), c.column_span) for c in cells] == [
        ("I", 1),
        ("Hạ tầng và dữ liệu", 4),
    ]


@needs_tesseract
def test_scan_is_recognised_with_its_table() -> None:
    document = read_fixture("ban-quet.pdf")
    assert_sound(document, 1)
    assert document.flags == ("ocr:1",)
    assert "Số: 47/KH-UBND\n\nTân Bình, ngày 06 tháng 3 năm 2026\n" in document.text
    (table,) = document.tables
    texts = [" ".join(cell.span.of(document.text).split()) for cell in table.cells]
    assert texts[:3] == ["TT", "Nội dung kiểm tra", "Cơ quan chủ trì"]
    assert texts[3:6] == [
        "1",
        "Thân đập, tràn xả lũ và cống lấy nước của hồ Suối Mây",
        "Sở Nông nghiệp và Môi trường",
    ]


# Pages drawn word by word.


def test_lines_of_a_paragraph_stay_and_paragraphs_are_parted() -> None:
    document = read_pages(body(body(PdfPage()), top=360))
    assert document.text == f"{FULL}\n{NEXT}\n{LAST}\n\n{FULL}\n{NEXT}\n{LAST}\n"


@pytest.mark.parametrize("shift", [0, 5], ids=["level", "columns not level"])
def test_letterhead(shift: float) -> None:
    assert blocks(read_pages(body(letterhead(PdfPage(), shift=shift))))[:4] == [
        "ỦY BAN NHÂN DÂN TỈNH TÂN BÌNH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
        "Số: 15/KH-UBND",
        "Tân Bình, ngày 05 tháng 3 năm 2026",
    ]


def test_letterhead_of_the_party() -> None:
    page = PdfPage().lines(160, 70, "TỈNH ỦY TÂN BÌNH", "*", "Số 12-KH/TU", centred=True)
    page.lines(410, 70, "ĐẢNG CỘNG SẢN VIỆT NAM", centred=True)
    page.lines(410, 106, "Tân Bình, ngày 05 tháng 3 năm 2026", centred=True)
    assert blocks(read_pages(body(page)))[:4] == [
        "TỈNH ỦY TÂN BÌNH *",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Số 12-KH/TU",
        "Tân Bình, ngày 05 tháng 3 năm 2026",
    ]


def test_two_signatures_side_by_side() -> None:
    page = body(PdfPage())
    page.lines(160, 500, "ĐẠI DIỆN SỞ NỘI VỤ", "GIÁM ĐỐC", centred=True)
    page.lines(430, 500, "ĐẠI DIỆN SỞ Y TẾ", "PHÓ GIÁM ĐỐC", centred=True)
    page.lines(160, 600, "Lê Văn Bình", centred=True).lines(430, 600, "Trần Thị Cúc", centred=True)
    assert blocks(read_pages(page))[1:] == [
        "ĐẠI DIỆN SỞ NỘI VỤ GIÁM ĐỐC",
        "Lê Văn Bình",
        "ĐẠI DIỆN SỞ Y TẾ PHÓ GIÁM ĐỐC",
        "Trần Thị Cúc",
    ]


def test_stamp_of_the_signing_program_is_left_out() -> None:
    page = body(letterhead(PdfPage()))
    plain = read_pages(body(letterhead(PdfPage()))).text
    page.lines(
        300,
        30,
        "Người ký: Ủy ban nhân dân tỉnh",
        "Email: ubnd@tanbinh.gov.vn",
        "Thời gian ký: 05.03.2026",
        "15:22:11 +07:00",
        size=7,
        pitch=8,
    )
    assert read_pages(page).text == plain


def test_number_filled_in_later_is_read() -> None:
    page = body(PdfPage()).text(85, 100, "Số:          /KH-UBND").stamp(115, 100, "208")
    assert blocks(read_pages(page))[0] == "Số: 208 /KH-UBND"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_page_shown_turned(turn: int) -> None:
    assert read_pages(body(PdfPage(rotate=turn))).text == f"{FULL}\n{NEXT}\n{LAST}\n"


def test_page_set_sideways() -> None:
    page = PdfPage()
    for number, line in enumerate((FULL, NEXT, LAST)):
        page.text(200 + 18 * number, 740, line, angle=90)
    assert "".join(read_pages(page).text.split()) == "".join((FULL + NEXT + LAST).split())


def test_head_of_a_column_set_sideways_is_a_cell() -> None:
    page = PdfPage().grid([80, 110, 300, 500], [200, 290, 320])
    page.text(100, 285, "Số thứ tự", size=11, angle=90)
    page.text(120, 250, "Nội dung").text(320, 250, "Chủ trì")
    page.text(90, 310, "1").text(120, 310, "Rà soát").text(320, 310, "Sở Nội vụ")
    document = read_pages(body(page, top=400))
    texts = [cell.span.of(document.text) for cell in document.tables[0].cells]
    assert texts == ["Số thứ tự", "Nội dung", "Chủ trì", "1", "Rà soát", "Sở Nội vụ"]


def test_watermark_is_left_out() -> None:
    page = body(PdfPage()).text(150, 700, "BẢN NHÁP", size=60, angle=45)
    assert "NHÁP" not in read_pages(page).text


def test_boldness_by_printing_twice_is_printed_once() -> None:
    page = body(PdfPage()).text(85, 200, "Điều 1.").text(85.4, 200, "Điều 1.")
    assert blocks(read_pages(page))[0] == "Điều 1."


def test_decomposed_text_stays_decomposed() -> None:
    text = unicodedata.normalize("NFD", FULL)
    assert read_pages(PdfPage().text(85, 300, text, size=9)).text == f"{text}\n"


def test_word_broken_after_a_hyphen_is_put_together() -> None:
    page = PdfPage().lines(85, 300, f"{FULL[:53]} số 11-", "CT/TU của Ban Thường vụ")
    page.lines(85, 400, *(FULL,) * 3)
    assert "số 11-CT/TU\ncủa Ban Thường vụ" in read_pages(page).text


@pytest.mark.parametrize(
    ("word", "raised", "text"),
    [("120 km", "2", "120 km2"), ("Bộ Ngoại giao", "1", "Bộ Ngoại giao 1")],
    ids=["exponent", "note mark"],
)
def test_raised_figure(word: str, raised: str, text: str) -> None:
    page = body(PdfPage()).text(85, 200, word).text(85 + len(word) * 7, 195, raised, size=8)
    assert blocks(read_pages(page))[0] == text


def test_footnote_follows_a_paragraph_that_it_would_break() -> None:
    first = PdfPage().lines(85, 300, *(FULL,) * 3, size=13).rule(85, 740, 229, 740)
    first.text(85, 756, "1 Ban hành năm 2024.", size=10)
    second = PdfPage().lines(85, 80, NEXT, LAST, size=13)
    assert blocks(read_pages(first, second)) == [
        f"{FULL} {FULL} {FULL} {NEXT} {LAST}",
        "1 Ban hành năm 2024.",
    ]


def test_running_header_and_page_numbers_are_left_out() -> None:
    pages = [
        body(PdfPage()).text(85, 45, "Kế hoạch năm 2026").text(500, 810, f"Trang {n}/3")
        for n in (1, 2, 3)
    ]
    assert "".join(blocks(read_pages(*pages))) == f"{FULL} {NEXT} {LAST}" * 3


def test_letterheads_are_no_running_headers() -> None:
    text = read_pages(body(letterhead(PdfPage())), body(letterhead(PdfPage()))).text
    assert text.count("ỦY BAN NHÂN DÂN\nTỈNH TÂN BÌNH") == 2


def test_blank_pages_count() -> None:
    document = read_pages(body(PdfPage()), PdfPage(), body(PdfPage()))
    second = document.text.rindex(FULL)
    assert document.page_starts == (0, second, second)


TCVN3 = ("Uû ban nh©n d©n tØnh ban hµnh kÕ ho¹ch", "c¶i c¸ch hµnh chÝnh")  # noqa: RUF001


@pytest.mark.parametrize(
    "font", [".VnTime", "ABCDEF+.VnTime", "ABCDEF+F7"], ids=["named", "subset", "without a name"]
)
def test_legacy_font(font: str) -> None:
    document = read_pages(PdfPage().lines(85, 300, *TCVN3, font="L"), fonts={"L": font})
    assert " ".join(blocks(document)) == (
        "Uỷ ban nhân dân tỉnh ban hành kế hoạch cải cách hành chính"
    )
    assert document.flags == ("encoding:tcvn3",)


# Pages without a usable text layer.

# The glyph numbers of a font taken for characters.
GARBAGE = ["6Ӣ C‘NG 7+ѬѪ1* &Ӝ1* H“A XÃ +Ӝ, &+Ӫ 1*+Ƭ$", "7KӵF KLӋQ 4X\\ӃW ÿӏQK Vӕ FӫD Gi·m"] * 4  # noqa: RUF001


def test_garbage_layer_is_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    def recognise(number: int, image: object, *, dpi: float) -> Page:
        words = tuple(
            Word(w, 80 + 60 * i, 130 + 60 * i, 300, 14)
            for i, w in enumerate(("Sở", "Công", "Thương", "kiểm", "tra"))
        )
        return Page(number, 595, 842, words, recognised=True)

    monkeypatch.setattr(ocr, "is_available", lambda: True)
    monkeypatch.setattr(ocr, "recognise", recognise)
    document = read_pages(
        body(PdfPage()), PdfPage().lines(85, 300, *GARBAGE, font="G"), fonts={"G": "ABCDEF+Times"}
    )
    assert document.text.endswith("\n\nSở Công Thương kiểm tra\n")
    assert document.flags == ("ocr:2",)


def test_page_in_another_language_is_no_garbage() -> None:
    text = "The parties of the protocol agree to the terms of the annex and to"
    assert text in read_pages(body(PdfPage()), PdfPage().lines(85, 300, *(text,) * 4)).text


@pytest.mark.parametrize("name", ["garbage", "scan", "shared"])
def test_without_tesseract_the_packages_are_named(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "is_available", lambda: False)
    if name == "shared" and not SHARED.exists():
        pytest.skip("the shared plan files are not here")
    data = {
        "garbage": lambda: make_pdf(PdfPage().lines(85, 300, *GARBAGE)),
        "scan": (FIXTURES / "ban-quet.pdf").read_bytes,
        "shared": SHARED.read_bytes,
    }[name]()
    with pytest.raises(ReadError, match=r"^plan\.pdf: page 1 .* tesseract-ocr and .*-vie$"):
        read(Source("plan.pdf", data))


# Bad input.

WHOLE = make_pdf(body(PdfPage()))
BAD = [
    pytest.param(WHOLE[: len(WHOLE) // 2], "is truncated", id="truncated"),
    pytest.param(b"%PDF-1.7\nhong\n%%EOF\n", "is damaged", id="damaged"),
    pytest.param(make_pdf(), "has no pages", id="no pages"),
    pytest.param(make_pdf(PdfPage()), "has no text", id="blank"),
    pytest.param(make_pdf(*[PdfPage()] * 2001), "has 2,001 pages, over the limit", id="pages"),
    pytest.param(make_pdf(PdfPage(size=(14400, 14400))), "too large to be rendered", id="giant"),
    pytest.param(
        (FIXTURES / "co-mat-khau.pdf").read_bytes(), "is protected by a password", id="password"
    ),
]


@pytest.mark.parametrize(("data", "reason"), BAD)
def test_bad_file_gives_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError) as error:
        read(Source("plan.pdf", data))
    assert str(error.value).startswith("plan.pdf: ")
    assert reason in str(error.value)
    assert "\n" not in str(error.value)
