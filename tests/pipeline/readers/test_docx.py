"""The Word reader: the text it takes from each kind of markup, and what it refuses."""

from __future__ import annotations

import pytest
from word_files import box, fonts, lines, paragraph, read_word, run, word_parts, zipped

from pipeline.readers import Source, read


def field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


TEXT = [
    pytest.param(
        paragraph("Sở Y tế ", f"<w:ins>{run('chủ trì')}</w:ins>"), "Sở Y tế chủ trì", id="inserted"
    ),
    pytest.param(
        paragraph("Giao ", "<w:del><w:r><w:delText>Sở A</w:delText></w:r></w:del>", "Sở B"),
        "Giao Sở B",
        id="deleted",
    ),
    pytest.param(
        paragraph(f"<w:moveFrom>{run('cũ')}</w:moveFrom>", f"<w:moveTo>{run('mới')}</w:moveTo>"),
        "mới",
        id="moved",
    ),
    pytest.param(
        paragraph("Hạn: ", f"<w:sdt><w:sdtContent>{run('Quý II')}</w:sdtContent></w:sdt>"),
        "Hạn: Quý II",
        id="content control in a line",
    ),
    pytest.param(
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('Điều 1.')}</w:sdtContent></w:sdt>",
        "Điều 1.",
        id="content control around paragraphs",
    ),
    pytest.param(
        paragraph(f'<w:hyperlink r:id="x">{run("Luật Đất đai")}</w:hyperlink>'),
        "Luật Đất đai",
        id="hyperlink",
    ),
    pytest.param(
        paragraph("Trang ", field(" PAGE ", run("7")), "."), "Trang 7.", id="field in parts"
    ),
    pytest.param(
        paragraph(f'<w:fldSimple w:instr=" DATE ">{run("01/02/2024")}</w:fldSimple>'),
        "01/02/2024",
        id="simple field",
    ),
    pytest.param(
        paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            field(" REF x ", run("điều kiện")),
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("kết quả")}',
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        ),
        "kết quả",
        id="field within an instruction",
    ),
    pytest.param(
        paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + paragraph("Điều 2."),
        "Điều 2.",
        id="field that never ends hides only its paragraph",
    ),
    pytest.param(
        paragraph("<w:r><w:t>một</w:t><w:br/><w:t>hai</w:t><w:tab/><w:t>ba</w:t></w:r>"),
        "một\nhai\tba",
        id="line break and tab",
    ),
    pytest.param(
        paragraph("<w:r><w:t>cuối</w:t><w:br w:type='page'/></w:r>"), "cuối", id="page break"
    ),
    pytest.param(
        paragraph("<w:r><w:t>12</w:t><w:noBreakHyphen/><w:t>KH</w:t></w:r>"),
        "12-KH",
        id="hyphen that does not break",
    ),
    pytest.param(
        paragraph("<w:r><w:t>kế</w:t><w:softHyphen/><w:t>hoạch</w:t></w:r>", " nh\u00adỏ"),
        "kếhoạch nhỏ",
        id="soft hyphen",
    ),
    pytest.param(
        paragraph(
            "<w:r><w:sym w:font='Wingdings' w:char='F0E0'/><w:t xml:space='preserve'> 5</w:t></w:r>"
        ),
        "→ 5",
        id="symbol",
    ),
    pytest.param(
        paragraph(run("\uf0b3", fonts("Symbol")), " 90%"), "≥ 90%", id="symbol typed in its font"
    ),
    pytest.param(
        paragraph("<w:r><w:sym w:font='Webdings' w:char='F061'/></w:r>", "!"),
        "\uf061!",
        id="symbol of an unknown font is kept",
    ),
    pytest.param(
        paragraph("Công khai", run("bí mật", "<w:vanish/>")), "Công khai", id="hidden text"
    ),
    pytest.param(
        paragraph(run("Công khai", '<w:vanish w:val="0"/>')), "Công khai", id="hidden switched off"
    ),
    pytest.param(
        paragraph(run("kế hoạch", "<w:caps/>"), run(" Này")), "KẾ HOẠCH Này", id="all capitals"
    ),
    pytest.param(
        "<w:p><w:r><w:t>\n  Sở \n</w:t><w:t xml:space='preserve'> Y tế</w:t></w:r></w:p>",
        "Sở Y tế",
        id="white space counts where it is preserved",
    ),
    pytest.param(
        paragraph("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", " tỷ"), "x tỷ", id="formula"
    ),
    pytest.param(
        paragraph(
            "<w:ruby><w:rt><w:r><w:t>trên</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>dưới</w:t></w:r></w:rubyBase></w:ruby>"
        ),
        "dưới",
        id="reading above a word",
    ),
    pytest.param(
        paragraph(
            "<w:r><mc:AlternateContent><mc:Choice Requires='w16se'><w:other/></mc:Choice>"
            "<mc:Fallback><w:t>☐</w:t></mc:Fallback></mc:AlternateContent></w:r>",
            " Có",
        ),
        "☐ Có",
        id="alternative without text is passed over",
    ),
    pytest.param(
        paragraph("Giao Sở", properties="<w:rPr><w:del/></w:rPr>") + paragraph(" Y tế"),
        "Giao Sở Y tế",
        id="paragraph mark deleted",
    ),
    pytest.param(
        paragraph(properties="<w:rPr><w:del/></w:rPr>") + paragraph("Giữ"),
        "Giữ",
        id="paragraph deleted",
    ),
    pytest.param(
        paragraph("Cuối", properties="<w:rPr><w:del/></w:rPr>"), "Cuối", id="last mark deleted"
    ),
    pytest.param(
        paragraph("Mục 1.", properties="<w:rPr><w:vanish/></w:rPr>") + paragraph(" Nội dung"),
        "Mục 1. Nội dung",
        id="style separator joins a heading with its paragraph",
    ),
    pytest.param(
        paragraph("Trên", box(paragraph("DỰ THẢO"), paragraph("lần 2"))) + paragraph("Dưới"),
        "Trên\nDỰ THẢO\nlần 2\nDưới",
        id="text box once, after its paragraph",
    ),
    pytest.param(
        paragraph("Trên", "<w:r><w:commentReference w:id='0'/></w:r>") + paragraph(""),
        "Trên",
        id="comment marks and empty paragraphs",
    ),
]


@pytest.mark.parametrize(("body", "text"), TEXT)
def test_shows_a_paragraph_as_word_does(body: str, text: str) -> None:
    assert read_word(body).text == f"{text}\n"


STRICT = "http://purl.oclc.org/ooxml/"


def test_strict_files_read_like_transitional_ones() -> None:
    parts = word_parts(paragraph("Kế hoạch"))
    strict = {
        name: str(content)
        .replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/", STRICT + "officeDocument/"
        )
        .replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            STRICT + "wordprocessingml/main",
        )
        for name, content in parts.items()
    }
    assert read(Source("plan.docx", zipped(strict))).text == "Kế hoạch\n"


def test_page_headers_are_left_out() -> None:
    assert lines(paragraph("Kế hoạch"), header=paragraph("Trang đầu")) == ["Kế hoạch"]


def test_notes_follow_the_text_under_the_marks_that_cite_them() -> None:
    cited = paragraph("Luật", '<w:r><w:footnoteReference w:id="7"/></w:r>', " Đất đai")
    end = paragraph("Hết", '<w:r><w:endnoteReference w:id="1"/></w:r>')
    starred = paragraph(
        "Phí", '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="8"/><w:t>*</w:t></w:r>'
    )
    footnotes = (
        f'<w:footnote w:id="0" w:type="separator">{paragraph("<w:r><w:separator/></w:r>")}'
        "</w:footnote>"
        f'<w:footnote w:id="7">{paragraph("<w:r><w:footnoteRef/></w:r>", " Luật số 31")}'
        f"{paragraph('(sửa đổi)')}</w:footnote>"
        f'<w:footnote w:id="8">{paragraph("* Theo năm")}</w:footnote>'
    )
    endnotes = f'<w:endnote w:id="1">{paragraph("Xem phụ lục")}</w:endnote>'
    assert lines(cited + end + starred, footnotes=footnotes, endnotes=endnotes) == [
        "Luật[1] Đất đai",
        "Hết[i]",
        "Phí*",
        "[1] Luật số 31",
        "(sửa đổi)",
        "[i] Xem phụ lục",
        "* Theo năm",
    ]


def test_a_note_that_cites_itself_is_read_once() -> None:
    cite = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    note = f'<w:footnote w:id="1">{paragraph("Xem", cite)}</w:footnote>'
    assert lines(paragraph("Luật", cite), footnotes=note) == ["Luật[1]", "[1] Xem[2]"]


# Legacy fonts


STYLED_FONTS = f"""
<w:docDefaults><w:rPrDefault><w:rPr>{fonts(".VnTime")}</w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:styleId="Capitals"><w:rPr>{fonts(".VnTimeH")}</w:rPr></w:style>
<w:style w:type="character" w:styleId="Vni"><w:rPr>{fonts("VNI-Times")}</w:rPr></w:style>
<w:style w:type="character" w:styleId="Theme"><w:rPr>
  <w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/></w:rPr></w:style>
"""


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(paragraph("KÕ ho¹ch"), "Kế hoạch", id="default of the document"),
        pytest.param(
            paragraph("kÕ ho¹ch", properties='<w:pStyle w:val="Capitals"/>'),
            "KẾ HOẠCH",
            id="paragraph style",
        ),
        pytest.param(
            paragraph(run("Keá hoaïch", '<w:rStyle w:val="Vni"/>')), "Kế hoạch", id="run style"
        ),
        pytest.param(
            paragraph(run("thá", '<w:rStyle w:val="Theme"/>')), "thá", id="fonts of the theme"
        ),
        pytest.param(
            paragraph(run("Keá hoaïch", fonts("VNI-Times")), " ho¹ch"),
            "Kế hoạch hoạch",
            id="run of its own font",
        ),
        pytest.param(
            paragraph(run("Ke", fonts("VNI-Times")), run("á", fonts("VNI-Helve"))),
            "Kế",
            id="letter and mark in two runs",
        ),
        pytest.param(
            paragraph("<w:r><w:t>t</w:t><w:softHyphen/><w:t>¬ng</w:t></w:r>"),
            "tương",
            id="a soft hyphen is a letter",
        ),
        pytest.param(paragraph("ho\uf0b9ch"), "hoạch", id="characters in the private use area"),
        pytest.param(paragraph("Kế hoạch"), "Kế hoạch", id="Unicode under a legacy font's name"),
    ],
)
def test_converts_runs_in_legacy_fonts(body: str, text: str) -> None:
    assert lines(body, styles=STYLED_FONTS) == [text]
