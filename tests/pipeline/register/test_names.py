"""Which agencies a name means."""

from __future__ import annotations

import pytest

from pipeline.register.names import meant
from pipeline.values.registry import load_registry

PROVINCES = ("hue", "nghe-an", "thua-thien-hue")


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        pytest.param("Sở Ngoại vụ", {"so-ngoai-vu@hue", "so-ngoai-vu@nghe-an"}, id="of all"),
        pytest.param("sở NGOẠI vụ", {"so-ngoai-vu@nghe-an"}, id="case"),
        pytest.param("Uỷ ban nhân dân tỉnh", {"ubnd@nghe-an"}, id="the old tone placement"),
        pytest.param("SVHTTDL", {"so-van-hoa-the-thao-va-du-lich@nghe-an"}, id="an abbreviation"),
        pytest.param(
            "Sở VH,TT&DL", {"so-van-hoa-the-thao-va-du-lich@nghe-an"}, id="another abbreviation"
        ),
        pytest.param("Chi cục Dân số", {"so-y-te@nghe-an>chi-cuc-dan-so"}, id="a unit"),
        pytest.param("Bộ Ngoại giao", {"bo-ngoai-giao"}, id="central"),
        pytest.param("các sở, ban, ngành", {"*so-ban-nganh@nghe-an"}, id="a collective"),
        pytest.param(
            "Sở Ngoại vụ Huế",
            {"so-ngoai-vu@hue", "so-ngoai-vu@thua-thien-hue"},
            id="a province before and after it was renamed",
        ),
        pytest.param(
            "UBND các huyện Diễn Châu, Yên Thành",
            {"ubnd@nghe-an/huyen-dien-chau", "ubnd@nghe-an/huyen-yen-thanh"},
            id="several",
        ),
    ],
)
def test_a_name_means_the_agencies_that_plans_call_so(name: str, ids: set[str]) -> None:
    found = meant(name, load_registry(), provinces=PROVINCES)
    assert found.certain
    assert ids <= found.ids


def test_a_province_in_a_name_excludes_the_others() -> None:
    found = meant("Sở Ngoại vụ tỉnh Nghệ An", load_registry(), provinces=PROVINCES)
    assert {id for id in found.ids if "@" in id} == {"so-ngoai-vu@nghe-an"}


@pytest.mark.parametrize("name", ["bộ phận một cửa", "Trường Đại học Vinh", "Sở", "' OR 1=1 --"])
def test_what_no_registry_knows_is_not_certain(name: str) -> None:
    assert not meant(name, load_registry(), provinces=PROVINCES).certain


def test_an_identifier_means_itself() -> None:
    assert "so-y-te@nghe-an" in meant("so-y-te@nghe-an", load_registry(), provinces=()).ids
