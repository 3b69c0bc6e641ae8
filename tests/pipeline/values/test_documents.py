"""Which document a reference stands for: by its symbol, its plan and what stands around it."""

from __future__ import annotations

import pytest

from pipeline.values.dates import date_value
from pipeline.values.documents import DocumentMention, DocumentResolver
from pipeline.values.mentions import slug
from pipeline.values.registry import load_registry
from pipeline.values.symbols import codes, reference
from pipeline.values.types import AgencyValue, DocumentValue, Status


def agency(id: str, *, level: str = "") -> AgencyValue:
    _, at, place = id.partition("@")
    return AgencyValue(
        status=Status.RESOLVED, id=id, name=id, rule="value:test", confidence=1.0, written=id,
        level=level or ("province" if at else "central"), province=place.split("/")[0],
    )  # fmt: skip


PROVINCE = agency("ubnd@nghe-an")


def mention(text: str, *, on: str = "", by: str = "", own: bool = False) -> DocumentMention:
    return DocumentMention(
        text=text,
        issued_on=date_value(on) if on else None,
        issued_by=agency(by) if by else None,
        own=own,
    )


def values(
    *mentions: DocumentMention | str, issuer: AgencyValue | None = PROVINCE
) -> list[DocumentValue]:
    """The values of the references of one plan, in text order."""
    made = [mention(each) if isinstance(each, str) else each for each in mentions]
    resolver = DocumentResolver(made, issuer=issuer)
    return [resolver.value(each) for each in made]


def key(*mentions: DocumentMention | str, issuer: AgencyValue | None = PROVINCE) -> str:
    """The key of the last of them; "" where it stays open."""
    return values(*mentions, issuer=issuer)[-1].id


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Nghị định số 78/2021/NĐ-CP", "nghi-dinh/78/nd-cp/2021"),
        ("Nghị định 06/2022/NĐ-CP", "nghi-dinh/6/nd-cp/2022"),
        ("Nghị quyết số 66.2/2025/NQ-CP", "nghi-quyet/66.2/nq-cp/2025"),
        ("Thông tư số 07/2023/TT-BNV", "thong-tu/7/tt-bnv/2023"),
        ("Thông tư liên tịch số 16/2016/TTLT-BYT-BQP", "thong-tu-lien-tich/16/ttlt-byt-bqp/2016"),
        ("Nghị quyết số 74/2022/QH15", "nghi-quyet/74/qh15/2022"),
        ("Nghị quyết số 60/2024/UBTVQH15", "nghi-quyet/60/ubtvqh15/2024"),
        ("Luật số 47/2010/QH12", "luat/47/qh12/2010"),
        ("Nghị quyết số 18-NQ/TW", "nghi-quyet/18/nq-tw/"),
        ("Hướng dẫn số 36-HD/VPTW", "huong-dan/36/hd-vptw/"),
        ("Kết luận số 132-KL/TW", "ket-luan/132/kl-tw/"),
        ("Chương trình hành động số 10-CTr/TU", "chuong-trinh/10/ctr-tu@nghe-an/"),
        ("Kế hoạch hành động 469-KH/TU", "ke-hoach/469/kh-tu@nghe-an/"),
        ("Thông báo Kết luận số 73-TB/TW", "thong-bao/73/tb-tw/"),
        ("Quyết định số 0124/QĐ-UBND", "quyet-dinh/124/qd-ubnd@nghe-an/"),
        ("Nghị quyết số 18/2021/NQ-HĐND", "nghi-quyet/18/nq-hdnd@nghe-an/2021"),
        ("Tờ trình số 09/TTr-SNgV", "to-trinh/9/ttr-sngv@nghe-an/"),
        ("Công văn số 318/SNV-TCBC", "cong-van/318/snv-tcbc@nghe-an/"),
        ("Công văn 8811/BTC-HCSN", "cong-van/8811/btc-hcsn/"),
        ("Văn bản số 1178/UBND-KT", "cong-van/1178/ubnd-kt@nghe-an/"),
        ("Công điện số 82/CĐ-TTg", "cong-dien/82/cd-ttg/"),
        ("Công văn số 7886/HD-BNV", "huong-dan/7886/hd-bnv/"),
        ("Quy định số 37-QĐ/TW", "quy-dinh/37/qd-tw/"),
        ("Quyết định số 272-QĐ/TW", "quyet-dinh/272/qd-tw/"),
        ("Quy chế phối hợp số 49/QCPH-UBND-UBMT", "quy-che/49/qcph-ubnd-ubmt@nghe-an/"),
        ("Nghị định 95/2026/NĐ-CP - Quy", "nghi-dinh/95/nd-cp/2026"),
        ("71/KH-UBND", "ke-hoach/71/kh-ubnd@nghe-an/"),
        ("số 13/QĐ-UBND", "quyet-dinh/13/qd-ubnd@nghe-an/"),
        ("tiêu chuẩn TCVN 14423:2025", "tieu-chuan/14423/tcvn/2025"),
        ("TCVN ISO 14064-1:2025", "tieu-chuan/14064-1/tcvn-iso/2025"),
        ("TCVN 11523-2:2016", "tieu-chuan/11523-2/tcvn/2016"),
        ("QCVN 40:2025/BTNMT", "quy-chuan/40/qcvn-btnmt/2025"),
        ("Kế hoạch này", "self"),
        ("Quyết định này", "self"),
        ("Luật Thủ đô năm 2024", "luat/thu-do/2024"),
        ("Bộ luật Lao động", "bo-luat/lao-dong/"),
        ("Luật Phòng, chống ma túy ban hành năm 2021", "luat/phong-chong-ma-tuy/2021"),
    ],
)
def test_a_reference_has_a_key(text: str, value: str) -> None:
    found = values(text)[0]
    assert (found.status, found.id, found.flags) == (Status.RESOLVED, value, ())


@pytest.mark.parametrize(
    ("text", "symbol", "issuer"),
    [
        ("Quyết định số 06/QĐ-TTg", "QĐ-TTg", "thu-tuong-chinh-phu"),
        ("Nghị định 78/2021/NĐ-CP", "NĐ-CP", "chinh-phu"),
        ("Nghị quyết số 74/2022/QH15", "QH15", "quoc-hoi"),
        ("Thông báo số 552/TB-VPCP", "TB-VPCP", "van-phong-chinh-phu"),
        ("Thông tư 07/2023/TT-BNV", "TT-BNV", "bo-noi-vu"),
        ("Quyết định số 512/QĐ-LĐTBXH", "QĐ-LĐTBXH", "bo-lao-dong-thuong-binh-va-xa-hoi"),
        ("Kế hoạch số 12/KH-UBND", "KH-UBND", "ubnd@nghe-an"),
        ("Chương trình số 6-CTr/TU", "CTr-TU", "tinh-uy@nghe-an"),
        ("Công văn số 204/STC-HCSN", "STC-HCSN", "so-tai-chinh@nghe-an"),
        ("Tờ trình số 17/TTr-SNV", "TTr-SNV", ""),
        ("Nghị quyết số 18-NQ/TW", "NQ-TW", ""),
    ],
)
def test_a_symbol_tells_the_issuer(text: str, symbol: str, issuer: str) -> None:
    found = values(text)[0]
    assert (found.symbol, found.issuer) == (symbol, issuer)


def test_a_centrally_run_city_has_a_city_committee() -> None:
    found = values("Chương trình số 6-CTr/TU", issuer=agency("ubnd@ha-noi"))[0]
    assert (found.id, found.issuer) == ("chuong-trinh/6/ctr-tu@ha-noi/", "thanh-uy@ha-noi")


@pytest.mark.parametrize(
    ("text", "value", "symbol"),
    [
        ("Chỉ thị 26/CT-TTgCP", "chi-thi/26/ct-ttg/", "CT-TTg"),
        ("Quyết định số 1831/QD-TTg", "quyet-dinh/1831/qd-ttg/", "QĐ-TTg"),
        ("Quyết định số 12/qđ-ubnd", "quyet-dinh/12/qd-ubnd@nghe-an/", "QĐ-UBND"),
        ("Nghị định số 78/2021/NĐ -CP", "nghi-dinh/78/nd-cp/2021", "NĐ-CP"),
        ("Thông tư số 92/2009/TT- BTC", "thong-tu/92/tt-btc/2009", "TT-BTC"),
        ("Nghị quyết số 36/NQ-TW", "nghi-quyet/36/nq-tw/", "NQ-TW"),
        ("Nghị quyết 36-NQ/TƯ", "nghi-quyet/36/nq-tw/", "NQ-TW"),
        ("Nghị quyết số 5/NQ-HDND", "nghi-quyet/5/nq-hdnd@nghe-an/", "NQ-HĐND"),
    ],
)
def test_slips_of_a_symbol_are_mended_and_flagged(text: str, value: str, symbol: str) -> None:
    found = values(text)[0]
    assert (found.id, found.symbol, found.flags) == (value, symbol, ("repaired",))
    assert found.confidence < 1


def test_capitals_of_a_title_and_the_letter_eth_are_no_slips() -> None:
    found = values("QUYẾT ĐỊNH SỐ 06/QĐ-TTG", "Quyết định số 6/Q\u00d0-TTg")
    assert [value.id for value in found] == ["quyet-dinh/6/qd-ttg/"] * 2
    assert [value.symbol for value in found] == ["QĐ-TTg"] * 2
    assert found[0].flags == ()


def test_the_year_comes_from_the_number_the_date_or_another_mention() -> None:
    dated = mention("Quyết định số 272/QĐ-TTg", on="ngày 18/02/2019", by="thu-tuong-chinh-phu")
    first, again = values(dated, "Quyết định 272/QĐ-TTg")
    assert first.id == again.id == "quyet-dinh/272/qd-ttg/2019"
    assert first.issued_on == again.issued_on == "2019-02-18"
    assert first.rule != again.rule
    assert key(mention("Kế hoạch số 12/KH-UBND", on="năm 2023")) == (
        "ke-hoach/12/kh-ubnd@nghe-an/2023"
    )


def test_a_number_of_two_years_stays_open_where_the_year_is_not_told() -> None:
    found = values(
        mention("Kế hoạch số 12/KH-UBND", on="ngày 03/01/2022"),
        mention("Kế hoạch số 12/KH-UBND", on="ngày 05/01/2023"),
        "Kế hoạch số 12/KH-UBND",
    )[-1]
    assert (found.status, found.id) == (Status.OPEN, "")
    assert found.candidates == (
        "ke-hoach/12/kh-ubnd@nghe-an/2022",
        "ke-hoach/12/kh-ubnd@nghe-an/2023",
    )


@pytest.mark.parametrize(
    ("full", "short", "value"),
    [
        ("Quyết định số 272-QĐ/TW", "Quyết định 272", "quyet-dinh/272/qd-tw/2015"),
        ("Nghị quyết số 18-NQ/TW", "Nghị quyết số 18", "nghi-quyet/18/nq-tw/2015"),
        ("Chỉ thị số 12-CT/TW", "Chỉ thị 12", "chi-thi/12/ct-tw/2015"),
        ("Quyết định số 06/QĐ-TTg", "Đề án 06", "quyet-dinh/6/qd-ttg/2015"),
        ("Đề án số 118/ĐA-BCĐ", "Đề án 118", "de-an/118/da-bcd/2015"),
    ],
)
def test_a_short_form_is_the_one_full_reference_with_its_type_and_number(
    full: str, short: str, value: str
) -> None:
    for order in ((full, short), (short, full)):
        made = [mention(text, on="ngày 21/01/2015" if text == full else "") for text in order]
        found = values(*made)[order.index(short)]
        assert (found.id, found.flags) == (value, ("short-form",))
        assert found.written == short


def test_a_short_form_of_two_documents_or_none_stays_open() -> None:
    alone = values("Quyết định 272")[0]
    assert (alone.status, alone.candidates) == (Status.OPEN, ())
    found = values("Nghị quyết số 57-NQ/TW", "Nghị quyết số 57/NQ-CP", "Nghị quyết 57")[-1]
    assert (found.status, found.id) == (Status.OPEN, "")
    assert found.candidates == ("nghi-quyet/57/nq-tw/", "nghi-quyet/57/nq-cp/")


def test_a_blank_number_stays_open() -> None:
    found = values("Kế hoạch số: /KH-UBND")[0]
    assert (found.status, found.id, found.kind) == (Status.OPEN, "", "ke-hoach")


def test_a_number_without_a_word_takes_the_type_of_its_list() -> None:
    found = values("Luật số 12/2020/QH14", "số 13/2020/QH14")
    assert found[1].id == "luat/13/qh14/2020"
    alone = values("số 13/2020/QH14")[0]
    assert alone.candidates == ("luat/13/qh14/2020", "nghi-quyet/13/qh14/2020")


@pytest.mark.parametrize(
    ("by", "value"),
    [
        ("ubnd@nghe-an/huyen-dien-chau", "ke-hoach/5/kh-ubnd@nghe-an:huyen-dien-chau/"),
        ("ubnd@ha-tinh", "ke-hoach/5/kh-ubnd@ha-tinh/"),
        ("so-y-te@nghe-an>chi-cuc-dan-so", "ke-hoach/5/kh-ubnd@nghe-an/"),
    ],
)
def test_the_issuer_that_is_named_goes_before_the_plans(by: str, value: str) -> None:
    assert key(mention("Kế hoạch số 5/KH-UBND", by=by)) == value


def test_a_central_symbol_has_no_place_whoever_stands_beside_it() -> None:
    assert key(mention("Quyết định số 5/QĐ-TTg", by="ubnd@nghe-an")) == "quyet-dinh/5/qd-ttg/"


def test_without_a_province_of_the_plan_the_place_is_left_out() -> None:
    central = agency("bo-y-te")
    assert key("Kế hoạch số 5/KH-UBND", issuer=central) == "ke-hoach/5/kh-ubnd/"
    assert key("Kế hoạch số 5/KH-UBND", issuer=None) == "ke-hoach/5/kh-ubnd/"
    district = agency("ubnd@nghe-an/huyen-dien-chau", level="district")
    assert key("Kế hoạch số 5/KH-UBND", issuer=district) == "ke-hoach/5/kh-ubnd/"
    assert key("Nghị quyết số 5-NQ/TU", issuer=district) == "nghi-quyet/5/nq-tu@nghe-an/"


def test_the_plans_own_number_has_its_date_and_issuer() -> None:
    issuer = agency("so-ngoai-vu@khanh-hoa")
    own = mention("29/KH-SNV", on="ngày 09 tháng 3 năm 2021", own=True)
    first, again = values(own, "Kế hoạch số 29/KH-SNV", issuer=issuer)
    assert first.id == again.id == "ke-hoach/29/kh-snv@khanh-hoa/2021"
    assert first.issuer == again.issuer == "so-ngoai-vu@khanh-hoa"
    board = agency("ban-chi-huy-phong-chong-thien-tai@tuyen-quang")
    found = values(mention("47/PA-BCH", own=True), mention("Phương án số 39/PA-BCH"), issuer=board)
    assert [value.id for value in found] == [
        "phuong-an/47/pa-bch@tuyen-quang/",
        "phuong-an/39/pa-bch@tuyen-quang/",
    ]


def test_what_is_no_reference_stays_open() -> None:
    assert values("văn bản có liên quan")[0].status is Status.OPEN


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("số 6/QĐ-TTg", "Quyết định 06/QĐ-TTg"),
        ("NGHỊ QUYẾT SỐ 18-NQ/TW", "Nghị quyết 18-NQ/TW"),
        ("Nghị quyết số 36/NQ-TW", "Nghị quyết 36-NQ/TW"),
        ("78/2021/ND-CP", "Nghị định 78/2021/NĐ-CP"),
        ("tiêu chuẩn TCVN 13259:2020", "TCVN 13259:2020"),
        ("Luật Thủ đô năm 2024", "Luật Thủ đô 2024"),
    ],
)
def test_people_read_a_reference_in_one_form(text: str, shown: str) -> None:
    said = reference(text)
    assert said is not None
    assert said.shown == shown


def test_every_type_is_decoded_from_its_code() -> None:
    for code, name in codes().types.items():
        said = reference(f"số 12/{code}-UBND")
        assert said is not None
        assert (said.kind, said.symbol) == (slug(name), (code, "UBND")), code


def test_the_issuers_of_symbols_are_bodies_of_the_registry() -> None:
    registry = load_registry()
    known = {entry.id for entry in registry.entries}
    assert {*codes().central.values(), *codes().provincial.values()} - {""} <= known
    cities = {province.id for province in registry.provinces if province.kind == "thanh-pho"}
    assert codes().cities == cities
