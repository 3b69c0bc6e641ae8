"""The registry: every entry is found by its examples, and a bad file is one clear line."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.errors import RuleError
from pipeline.values.agencies import AgencyResolver
from pipeline.values.mentions import slug, syllables
from pipeline.values.registry import Entry, load_registry
from pipeline.values.types import Status

REGISTRY = load_registry()
FACTS = Path(__file__).parents[4] / "shared" / "facts" / "provinces.csv"
TODAY = date(2025, 9, 1)


def day_of(entry: Entry) -> date:
    """A day on which the entry stood."""
    if entry.end is not None:
        return entry.end - timedelta(days=1)
    return max(entry.start or date.min, date(2024, 8, 1) if entry.units else TODAY)


def resolver_for(entry: Entry) -> AgencyResolver:
    city = bool(entry.units) and "tinh" not in entry.units and "thanh-pho" in entry.units
    place = "THÀNH PHỐ HÀ NỘI" if city else "TỈNH NGHỆ AN"
    district = "district" in entry.levels and "province" not in entry.levels
    head = ["ỦY BAN NHÂN DÂN HUYỆN DIỄN CHÂU"] * district
    return AgencyResolver(
        REGISTRY,
        letterhead=[f"ỦY BAN NHÂN DÂN {place}", *head],
        day=day_of(entry),
    )


@pytest.mark.parametrize(
    ("entry", "example"),
    [
        pytest.param(entry, example, id=f"{entry.id}-{example}")
        for entry in REGISTRY.entries
        for example in entry.examples
    ],
)
def test_every_entry_is_what_its_examples_resolve_to(entry: Entry, example: str) -> None:
    value = resolver_for(entry).value(example)
    assert value.status is Status.RESOLVED, value.candidates
    assert value.kind == (slug(entry.name) if entry.parents else entry.id)


def test_every_entry_has_an_example() -> None:
    without = [each.id for each in REGISTRY.entries if not each.examples and each.file]
    organs = ("-thanh-uy", "-huyen-uy", "-quan-uy", "-thi-uy", "-dang-uy")
    assert [each for each in without if not each.endswith(organs)] == []


@pytest.mark.parametrize(
    ("collective", "example"),
    [(each.id, example) for each in REGISTRY.collectives for example in each.examples],
)
def test_every_collective_is_what_its_examples_resolve_to(collective: str, example: str) -> None:
    resolver = AgencyResolver(
        REGISTRY, letterhead=["ỦY BAN NHÂN DÂN TỈNH NGHỆ AN"], day=date(2024, 5, 1)
    )
    value = resolver.value(example)
    assert (value.status, value.kind) == (Status.COLLECTIVE, collective)
    assert value.id.startswith(f"*{collective}")


@pytest.mark.parametrize(
    ("before", "on", "after"),
    [
        ("bo-giao-thong-van-tai", date(2025, 2, 28), "bo-giao-thong-van-tai"),
        ("bo-giao-thong-van-tai", date(2025, 3, 1), "bo-xay-dung"),
        ("bo-thuy-san", date(2025, 6, 1), "bo-nong-nghiep-va-moi-truong"),
        ("bo-van-hoa-thong-tin", date(2020, 1, 1), "bo-van-hoa-the-thao-va-du-lich"),
        ("so-ke-hoach-va-dau-tu@nghe-an", date(2025, 5, 1), "so-tai-chinh@nghe-an"),
        ("so-ngoai-vu@binh-duong", date(2025, 8, 1), "so-ngoai-vu@ho-chi-minh"),
        ("so-y-te@thua-thien-hue", date(2025, 2, 1), "so-y-te@hue"),
        ("ubnd@nghe-an/huyen-dien-chau", date(2025, 7, 1), ""),
        ("ubnd@nghe-an/xa-dien-ky", date(2025, 8, 1), "ubnd@nghe-an/xa-dien-ky"),
        ("no-such-body", date(2025, 8, 1), ""),
    ],
)
def test_successors_follow_mergers_of_bodies_and_of_provinces(
    before: str, on: date, after: str
) -> None:
    assert REGISTRY.successor(before, on=on) == after


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        (
            "central",
            'bodies = [{ name = "Bộ Ngoại giao" }]',
            "central.toml: two entries have the id 'bo-ngoai-giao'; give one another",
        ),
        (
            "central",
            'bodies = [{ name = "Cơ quan Mới", aliases = ["Bộ Y tế"] }]',
            "central.toml: 'Bộ Y tế' is a name of 'bo-y-te' and of 'co-quan-moi' at the same time",
        ),
        (
            "units",
            'bodies = [{ name = "A", successor = "b" }, { name = "B", successor = "a" }]',
            "units.toml: successors make a circle: a -> b -> a; break it",
        ),
        (
            "local",
            'bodies = [{ name = "A", successor = "ai-do" }]',
            "local.toml: a: no entry has the id 'ai-do'",
        ),
        ("local", 'bodies = [{ name = "A", until = 2025-01-01 }]', "unknown key 'until'"),
        ("local", 'bodies = [{ id = "a" }]', "an entry needs a name"),
        ("local", 'bodies = [{ name = "A", end = "2025" }]', "end is no date"),
        ("local", 'bodies = [{ name = "A", units = ["tổng"] }]', "unknown territory 'tổng'"),
        ("party", "organs = [{ alone = true }]", "party.toml: an organ needs a name"),
        ("collectives", '[[collective]]\nid = "x"', "collectives.toml: x: 'nouns' is missing"),
        ("local", "bodies = 3", "unknown list 'bodies'; known are bodies"),
        ("local", "bodies = [", "local.toml: "),
        ("ministries", "", "unknown registry file; known are central, party"),
    ],
)
def test_a_bad_file_is_one_clear_line(tmp_path: Path, file: str, text: str, said: str) -> None:
    (tmp_path / f"{file}.toml").write_text(text, "utf-8")
    with pytest.raises(RuleError) as caught:
        load_registry(tmp_path)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_folder_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no such folder of registry files"):
        load_registry(tmp_path / "none")


def test_a_users_folder_adds_bodies(tmp_path: Path) -> None:
    (tmp_path / "organisations.toml").write_text(
        'bodies = [{ id = "hoi-sinh-vat-canh", name = "Hội Sinh vật cảnh", units = ["province"] }]',
        "utf-8",
    )
    resolver = AgencyResolver(load_registry(tmp_path), letterhead=["UBND tỉnh Nghệ An"])
    assert resolver.value("Hội SVC tỉnh").id == "hoi-sinh-vat-canh@nghe-an"


def test_one_name_in_two_times_is_no_duplicate() -> None:
    names = [REGISTRY.named(syllables("Sở VHTT"), 2) for _ in range(2)]
    assert {entry.id for entry, _, _ in names[0]} == {
        "so-van-hoa-va-the-thao",
        "so-van-hoa-thong-tin",
    }


@pytest.mark.skipif(not FACTS.exists(), reason="the table of provinces is not here")
def test_provinces_are_those_of_the_official_tables() -> None:
    with FACTS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for valid, day, place in (
        ("before 2025-07-01", date(2025, 6, 30), 0),
        ("from 2025-07-01", date(2025, 7, 1), 1),
    ):
        wanted = {(row["name"], row["code"]) for row in rows if row["valid"] == valid}
        standing = [each for each in REGISTRY.provinces if each.stood(day)]
        assert {(each.name, each.codes[place]) for each in standing} == wanted
    merged = {row["name"]: row["merged_into"] for row in rows if row["merged_into"]}
    for each in REGISTRY.provinces:
        if each.end == date(2025, 7, 1):
            assert each.successor == slug(merged[each.name])
