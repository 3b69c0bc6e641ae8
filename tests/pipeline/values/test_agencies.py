"""What an agency stands for: the words of the mention, then the plan (annotations/VALUES.md)."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations import Span
from pipeline.values.abbreviations import defined_abbreviations
from pipeline.values.agencies import AgencyResolver
from pipeline.values.anaphora import Named
from pipeline.values.registry import load_registry
from pipeline.values.types import MOST_CANDIDATES, AgencyValue, Status

REGISTRY = load_registry()


def resolver(*letterhead: str, day: str = "2024-05-20", **more: object) -> AgencyResolver:
    return AgencyResolver(
        REGISTRY,
        letterhead=letterhead or ("ỦY BAN NHÂN DÂN TỈNH NGHỆ AN",),
        day=date.fromisoformat(day),
        **more,  # pyright: ignore[reportArgumentType]
    )


def ids(by: AgencyResolver, *mentions: str) -> list[str]:
    """The identifiers of mentions in text order; "?" where one stays open."""
    values: list[AgencyValue] = []
    for mention in mentions:
        values.append(by.value(mention, before=Named(values)))
    return [value.id or "?" for value in values]


@pytest.mark.parametrize(
    "spelling",
    [
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Văn hoá - Thể thao & Du lịch",
        "Sở VH,TT&DL",
        "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
        "Sở VHTTDL",
        "Sở VH-TT-DL",
        "sở Văn hóa/Thể thao/Du lịch",
        "Sở Văn hóa, TT&DL",
        "Sở Văn hóa, Thể thao vàDu lịch",
        "SVHTTDL",
        "Giám đốc Sở VHTTDL",
        "Sở Văn hóa, Thê thao và Du lịch",
    ],
)
def test_spellings_of_one_agency(spelling: str) -> None:
    assert ids(resolver(), spelling) == ["so-van-hoa-the-thao-va-du-lich@nghe-an"]


@pytest.mark.parametrize(
    ("mention", "wanted"),
    [
        ("UBND tỉnh", "ubnd@nghe-an"),
        ("Ủy ban nhân dân", "ubnd@nghe-an"),
        ("UBND tỉnh Hà Tĩnh", "ubnd@ha-tinh"),
        ("UBND TP.HCM", "ubnd@ho-chi-minh"),
        ("UBND thành phố Vinh", "ubnd@nghe-an/thanh-pho-vinh"),
        ("UBND TX. Thái Hòa", "ubnd@nghe-an/thi-xa-thai-hoa"),
        ("UBND huyện Gia Lâm, thành phố Hà Nội", "ubnd@ha-noi/huyen-gia-lam"),
        ("Sở Y tế Hà Nội", "so-y-te@ha-noi"),
        ("Chủ tịch UBND tỉnh", "ubnd@nghe-an"),
        ("Bộ trưởng Bộ Y tế", "bo-y-te"),
        ("Tỉnh đoàn", "doan-thanh-nien@nghe-an"),
        ("Huyện đoàn Diễn Châu", "doan-thanh-nien@nghe-an/huyen-dien-chau"),
        ("Thành ủy Vinh", "thanh-uy@nghe-an/thanh-pho-vinh"),
        ("Thành ủy Hà Nội", "thanh-uy@ha-noi"),
        ("Ban Tuyên giáo Tỉnh ủy", "ban-tuyen-giao-tinh-uy@nghe-an"),
        ("Ban Thường vụ Tỉnh ủy", "tinh-uy@nghe-an>ban-thuong-vu"),
        ("Thanh tra Sở Xây dựng", "so-xay-dung@nghe-an>thanh-tra"),
        ("Phòng Tham mưu - Công an tỉnh", "cong-an@nghe-an>phong-tham-muu"),
        ("Chi cục Kiểm lâm", "so-nong-nghiep-va-phat-trien-nong-thon@nghe-an>chi-cuc-kiem-lam"),
        ("Cục Tác chiến - Bộ Quốc phòng", "bo-quoc-phong>cuc-tac-chien"),
        ("Kho bạc Nhà nước khu vực IV", "kho-bac-nha-nuoc-khu-vuc-iv"),
        ("Trung tâm Văn hóa tỉnh", "trung-tam-van-hoa@nghe-an"),
        ("Trường Đại học Vinh", "other:truong-dai-hoc-vinh"),
        ("UNESCO", "other:unesco"),
        (
            "Tổng Lãnh sự quán Việt Nam tại Pakse và Savannakhet",
            "other:tong-lanh-su-quan-viet-nam-tai-pakse, "
            "other:tong-lanh-su-quan-viet-nam-tai-savannakhet",
        ),
        ("Bộ Chỉ huy Quân sự tỉnh Salavan", "other:bo-chi-huy-quan-su-tinh-salavan"),
        (
            "UBND các huyện Diễn Châu, Yên Thành và thành phố Vinh",
            "ubnd@nghe-an/huyen-dien-chau, ubnd@nghe-an/huyen-yen-thanh, "
            "ubnd@nghe-an/thanh-pho-vinh",
        ),
        ("Sở Tài chính các tỉnh, thành phố", "*so-tai-chinh"),
        ("UBND các tỉnh, thành phố trực thuộc Trung ương", "*ubnd-tinh"),
        ("UBND thành phố Vinh và các huyện, thị xã", "*ubnd-huyen@nghe-an"),
        ("UBND cấp xã", "*ubnd-xa@nghe-an"),
        ("Trạm Y tế xã, phường", "*tram-y-te-xa@nghe-an"),
        ("Công an các huyện", "*cong-an-huyen@nghe-an"),
        ("Hội Nông dân các cấp", "*hoi-nong-dan@nghe-an"),
        ("UBND các xã huyện Đô Lương", "*ubnd-xa@nghe-an"),
        ("Tỉnh Nghệ An", "ubnd@nghe-an"),
        ("cấp xã", "?"),
    ],
)  # fmt: skip
def test_the_words_and_the_issuer_tell_the_body(mention: str, wanted: str) -> None:
    assert ids(resolver(), mention) == [wanted]


@pytest.mark.parametrize(
    ("issuer", "mention", "wanted"),
    [
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ", "UBND thành phố", "ubnd@can-tho"),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ", "Công an Thành phố", "cong-an@can-tho"),
        ("UBND HUYỆN MAI CHÂU, TỈNH HÒA BÌNH", "UBND huyện", "ubnd@hoa-binh/huyen-mai-chau"),
        ("UBND HUYỆN MAI CHÂU, TỈNH HÒA BÌNH", "Phòng Nội vụ",
         "phong-noi-vu@hoa-binh/huyen-mai-chau"),
        ("UBND HUYỆN MAI CHÂU, TỈNH HÒA BÌNH", "Sở Y tế", "so-y-te@hoa-binh"),
        ("UBND HUYỆN MAI CHÂU, TỈNH HÒA BÌNH", "UBND các xã", "*ubnd-xa@hoa-binh/huyen-mai-chau"),
        ("BỘ TÀI CHÍNH", "Cục Quản lý giá", "bo-tai-chinh>cuc-quan-ly-gia"),
        ("BỘ TÀI CHÍNH", "Bộ", "bo-tai-chinh"),
        ("BỘ TÀI CHÍNH", "Bộ trưởng", "bo-tai-chinh"),
        ("BỘ TÀI CHÍNH", "Kho bạc Nhà nước", "kho-bac-nha-nuoc"),
        ("BỘ TÀI CHÍNH", "Văn phòng Bộ", "bo-tai-chinh>van-phong"),
        ("UBND tỉnh Nghệ An", "Kho bạc Nhà nước", "kho-bac-nha-nuoc@nghe-an"),
    ],
)  # fmt: skip
def test_the_issuer_fills_what_the_name_leaves_open(issuer: str, mention: str, wanted: str) -> None:
    assert ids(resolver(issuer), mention) == [wanted]


def test_a_letterhead_of_two_bodies_tells_the_province_and_the_issuer() -> None:
    by = resolver("UBND TỈNH TÂY NINH", "SỞ Y TẾ")
    assert by.issuer is not None
    assert by.issuer.id == "so-y-te@tay-ninh"
    assert ids(by, "Sở", "Phòng Nghiệp vụ Y", "Thanh tra Sở", "UBND tỉnh") == [
        "so-y-te@tay-ninh",
        "so-y-te@tay-ninh>phong-nghiep-vu-y",
        "so-y-te@tay-ninh>thanh-tra",
        "ubnd@tay-ninh",
    ]


def test_the_office_of_a_committee_issues_as_what_it_is() -> None:
    by = resolver("TỈNH ỦY NGHỆ AN", "VĂN PHÒNG")
    assert by.issuer is not None
    assert by.issuer.id == "van-phong-tinh-uy@nghe-an"


def test_an_issuer_without_a_place_is_of_the_province_that_the_plan_tells() -> None:
    by = resolver("ỦY BAN NHÂN DÂN QUẬN HẢI CHÂU", province="da-nang")
    assert ids(by, "UBND quận", "UBND thành phố") == ["ubnd@da-nang/quan-hai-chau", "ubnd@da-nang"]


@pytest.mark.parametrize(
    ("day", "mention", "wanted", "flags"),
    [
        ("2006-01-01", "Sở VHTT", "so-van-hoa-thong-tin@nghe-an", ()),
        ("2024-01-01", "Sở VHTT", "so-van-hoa-va-the-thao@nghe-an", ()),
        ("2025-09-01", "Sở KH&ĐT", "so-ke-hoach-va-dau-tu@nghe-an", ("not-in-force",)),
        ("2025-09-01", "Bộ TN&MT", "bo-tai-nguyen-va-moi-truong", ("not-in-force",)),
        ("2025-02-01", "UBND thành phố Huế", "ubnd@hue", ()),
        ("2024-02-01", "UBND tỉnh Thừa Thiên Huế", "ubnd@thua-thien-hue", ()),
        ("2024-02-01", "Sở Công Thuơng", "so-cong-thuong@nghe-an", ("repaired",)),
        ("2025-09-01", "Chi cục Thủy lợi",
         "so-nong-nghiep-va-moi-truong@nghe-an>chi-cuc-thuy-loi", ()),
        ("2024-09-01", "Cục Thuế", "cuc-thue@nghe-an", ()),
        ("2025-09-01", "Cục Thuế", "cuc-thue", ()),
    ],
)  # fmt: skip
def test_the_date_decides_between_structures(
    day: str, mention: str, wanted: str, flags: tuple[str, ...]
) -> None:
    value = resolver(day=day).value(mention)
    assert (value.id, value.flags) == (wanted, flags)


@pytest.mark.parametrize(
    ("mentions", "wanted"),
    [
        (("Sở Y tế", "Sở"), "so-y-te@nghe-an"),
        (("Sở Y tế", "Sở Du lịch", "Sở"), "?"),
        (("Sở Y tế", "Sở", "Sở Du lịch", "Sở"), "?"),
        (("Ban Quản lý Khu kinh tế tỉnh", "Ban Quản lý"), "ban-quan-ly-khu-kinh-te@nghe-an"),
        (("Ban Quản lý",), "?"),
        (("Bệnh viện Trung ương Huế", "Bệnh viện"), "benh-vien-trung-uong@thua-thien-hue"),
        (("Sở Y tế", "đơn vị này"), "so-y-te@nghe-an"),
        (("Sở Y tế", "Công an tỉnh", "đơn vị"), "?"),
        (("Hội đồng nhân dân", "Hội"), "?"),
        (("Sở Tài chính", "Công Thương"), "so-cong-thuong@nghe-an"),
        (("Hội hữu nghị Việt Nam - Lào", "Việt Nam - Thái Lan"),
         "other:hoi-huu-nghi-viet-nam-thai-lan"),
        (("Ban Chỉ huy PCTT&TKCN tỉnh", "Văn phòng thường trực Ban Chỉ huy tỉnh"),
         "ban-chi-huy-phong-chong-thien-tai-va-tim-kiem-cuu-nan@nghe-an>van-phong-thuong-truc"),
        (("Ban Dân tộc tỉnh", "Ban Tổ chức Lễ hội Hoa Ban"), "other:ban-to-chuc-le-hoi-hoa-ban"),
    ],
)  # fmt: skip
def test_short_forms_resolve_where_one_reading_is_left(
    mentions: tuple[str, ...], wanted: str
) -> None:
    assert ids(resolver(), *mentions)[-1] == wanted


def test_an_open_value_lists_its_readings() -> None:
    by = resolver()
    before = Named([by.value("Sở Y tế"), by.value("Sở Du lịch")])
    value = by.value("Sở", before=before)
    assert value.status is Status.OPEN
    assert value.candidates == ("so-y-te@nghe-an", "so-du-lich@nghe-an")


def test_an_open_value_lists_so_many_readings_and_no_more() -> None:
    by = resolver()
    schools = [
        by.value(f"Trường Tiểu học {onset}{rhyme}")
        for onset in "BCDGHKLMNT"
        for rhyme in ("a", "an", "anh", "e", "en", "o", "on", "ong", "u", "ung", "uy", "y")
    ]
    value = by.value("Trường", before=Named(schools))
    assert (value.status, len(value.candidates)) == (Status.OPEN, MOST_CANDIDATES)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[Tổ chức Lao động quốc tế] (ILO)", {"ILO": "Tổ chức Lao động quốc tế"}),
        ("[Sở Ngoại vụ] (sau đây gọi tắt là Sở) giúp", {"Sở": "Sở Ngoại vụ"}),
        ("[Sở Xây dựng] (viết tắt: SXD)", {"SXD": "Sở Xây dựng"}),
        ("[các Cơ quan đại diện] (dưới đây gọi là CQĐD)", {"CQĐD": "Cơ quan đại diện"}),
        ("[Cơ quan thường trực] (Sở Nội vụ)", {}),
        ("[các bộ, ngành] (LGSP)", {}),
    ],
)
def test_a_plan_defines_short_forms_in_brackets(text: str, wanted: dict[str, str]) -> None:
    start, end = text.index("["), text.index("]") - 1
    plain = text.replace("[", "").replace("]", "")
    assert defined_abbreviations(plain, [Span(start, end)]) == wanted


def test_defined_short_forms_are_read_as_what_they_stand_for() -> None:
    by = resolver(definitions={"SXD": "Sở Xây dựng", "ILO": "Tổ chức Lao động quốc tế"})
    assert ids(by, "SXD", "Thanh tra SXD", "ILO", "Sở Y tế") == [
        "so-xay-dung@nghe-an",
        "so-xay-dung@nghe-an>thanh-tra",
        "other:to-chuc-lao-dong-quoc-te",
        "so-y-te@nghe-an",
    ]


def test_a_short_form_that_a_longer_name_begins_with_changes_nothing_else() -> None:
    by = resolver("UBND TỈNH KHÁNH HÒA", "SỞ NGOẠI VỤ", definitions={"Sở": "Sở Ngoại vụ"})
    assert ids(by, "Sở", "Sở Tài chính") == ["so-ngoai-vu@khanh-hoa", "so-tai-chinh@khanh-hoa"]


@pytest.mark.parametrize("mention", ["", " ", "-", "(", "123", "các", "Đoàn", "xã hội", "cấp"])
def test_nothing_is_made_of_what_is_no_name(mention: str) -> None:
    value = resolver().value(mention)
    assert (value.status, value.id) == (Status.OPEN, "")


@pytest.mark.parametrize("mention", ["Sở Y tế " * 400, "A, " * 800, "UBND " * 400])
def test_what_is_too_long_for_a_name_stays_open(mention: str) -> None:
    assert resolver().value(mention).status is Status.OPEN


WORDS = (
    "các", "và", ",", "-", "/", "(", "tỉnh", "thành phố", "cấp", "xã", "huyện", "khu vực", "IV",
    "TP.", "UBND", "Sở", "Bộ", "Y tế", "Nghệ An", "Huế", "Hội", "Nông dân", "Ban", "Chỉ đạo",
    "Công an", "liên quan", "đơn vị", "Phòng", "tại", "02", "Trường", "Văn phòng", "Tỉnh ủy",
)  # fmt: skip


@given(
    st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join),
    st.sampled_from([(), ("UBND TỈNH NGHỆ AN",), ("BỘ Y TẾ",), ("UBND XÃ DIỄN KỶ",)]),
)
@settings(max_examples=200, deadline=None)
def test_an_identifier_is_whole_whatever_is_written(
    mention: str, letterhead: tuple[str, ...]
) -> None:
    by = AgencyResolver(REGISTRY, letterhead=letterhead, day=date(2024, 5, 20))
    value = by.value(mention, before=Named([by.value("Sở Y tế"), by.value("Công an tỉnh")]))
    assert (value.status is Status.OPEN) == (value.id == "")
    for identifier in filter(None, value.id.split(", ")):
        assert re.fullmatch(r"\*?(other:)?[a-z0-9]+(-[a-z0-9]+)*[@/>a-z0-9-]*", identifier)
        assert not re.search(r"@(?:[>/]|$)|[->/]$|--", identifier)


def test_a_value_says_how_it_was_reached() -> None:
    value = resolver().value("Sở  Y\ntế")
    assert value == AgencyValue(
        status=Status.RESOLVED,
        id="so-y-te@nghe-an",
        name="Sở Y tế tỉnh Nghệ An",
        rule="value:agency-issuer",
        confidence=0.95,
        written="Sở Y tế",
        kind="so-y-te",
        level="province",
        province="nghe-an",
    )
