"""Every name of a state has its code; what more than one state goes by stays open."""

from __future__ import annotations

import re

import pytest

from pipeline.rules import load_rules
from pipeline.values.countries import AMBIGUOUS, countries, country_value
from pipeline.values.types import Status


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Lào", "LA"),
        ("CHDCND Lào", "LA"),
        ("Cộng hoà Dân chủ Nhân dân Lào", "LA"),
        ("nước Lào", "LA"),
        ("Liên bang Nga", "RU"),
        ("CuBa", "CU"),
        ("Cu-ba", "CU"),
        ("Hoa Kỳ", "US"),
        ("Mỹ", "US"),
        ("Hoa Kì", "US"),
        ("Ý", "IT"),
        ("Italia", "IT"),
        ("Cộng hòa Italia", "IT"),
        ("Thụy Điển", "SE"),
        ("Thuỵ Điển", "SE"),
        ("Căm-pu-chia", "KH"),
        ("Cam-pu-chia", "KH"),
        ("Hàn Quốc", "KR"),
        ("HÀN QUỐC", "KR"),
        ("Triều Tiên", "KP"),
        ("CHDCND Triều Tiên", "KP"),
        ("Liên Xô", "SUHH"),
        ("Liên Xô cũ", "SUHH"),
        ("Tiệp Khắc", "CSHH"),
        ("Nam Tư", "YUCS"),
        ("Cộng hòa Dân chủ Đức", "DDDE"),
        ("Cộng hòa Liên bang Đức", "DE"),
        ("CHLB Đức", "DE"),
        ("Anh", "GB"),
        ("Vương quốc Anh", "GB"),
        ("Cộng hòa Ba Lan", "PL"),
        ("Vương quốc Bỉ", "BE"),
        ("Dominica", "DM"),
        ("Cộng hòa Dominica", "DO"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Guinea", "GN"),
        ("Guinea-Bissau", "GW"),
        ("Cộng hòa Dân chủ Congo", "CD"),
        ("Cộng hòa Congo", "CG"),
        ("Ô-xtrây-li-a", "AU"),
        ("Cộng hòa xã hội chủ nghĩa Việt Nam", "VN"),
    ],
)
def test_a_name_has_its_code(text: str, code: str) -> None:
    value = country_value(text)
    assert (value.status, value.id, value.written) == (Status.RESOLVED, code, text)
    assert value.flags == ()


@pytest.mark.parametrize(
    ("text", "code"), [("Nhat Ban", "JP"), ("Thuy Dien", "SE"), ("TRUNG QUÔC", "CN")]
)
def test_a_name_with_wrong_marks_is_read_and_flagged(text: str, code: str) -> None:
    value = country_value(text)
    assert (value.id, value.flags) == (code, ("repaired",))
    assert value.confidence < 1


@pytest.mark.parametrize(
    ("text", "candidates"),
    [("Congo", ("CG", "CD")), ("Công-gô", ("CG", "CD")), ("Ghi-nê", ()), ("Atlantis", ())],
)
def test_a_name_of_several_states_or_none_stays_open(
    text: str, candidates: tuple[str, ...]
) -> None:
    value = country_value(text)
    assert (value.status, value.id, value.candidates) == (Status.OPEN, "", candidates)


@pytest.mark.parametrize("text", ["ASEAN", "EU", "châu Âu", "Hồng Kông", "Đài Loan"])
def test_blocs_and_territories_are_no_states(text: str) -> None:
    assert country_value(text).status is Status.OPEN


def test_every_name_that_the_tagger_finds_resolves_to_its_code() -> None:
    former = {"SU": "SUHH", "DD": "DDDE", "CS": "CSHH", "YU": "YUCS"}
    names: dict[str, list[str]] = load_rules().data["country"]["names"]
    for code, group in names.items():
        for name in group:
            for text in (name, name.upper()):
                value = country_value(text)
                if code in value.candidates:
                    assert text.lower() in AMBIGUOUS
                else:
                    assert value.id == former.get(code, code), text
                    assert value.flags == (), text


def test_the_table_has_the_members_of_the_united_nations_and_two_observers() -> None:
    today = [country for country in countries().values() if len(country.id) == 2]
    assert len(today) == 195
    assert len({country.alpha3 for country in countries().values()}) == len(countries())
    assert all(re.fullmatch("[A-Z]{3}", country.alpha3) for country in countries().values())


def test_the_names_are_those_of_cldr() -> None:
    babel = pytest.importorskip("babel", reason="babel is not installed")
    territories = babel.Locale("vi").territories
    for country in countries().values():
        if len(country.id) == 2:
            assert country.name == territories[country.id]
