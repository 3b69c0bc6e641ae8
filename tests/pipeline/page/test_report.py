"""From files to the page."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path

import pytest
from extractors import load
from sample_plans import empty_plan, rich_plan
from typer.testing import CliRunner

import cli
import pipeline.page.report
from annotations import KehoachError
from pipeline.page.data import PageData
from pipeline.page.markup import embedded, render
from pipeline.page.report import write_report
from pipeline.wording import Lang


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def page_of(name: str = "a.txt", lang: Lang = Lang.VI) -> str:
    data = PageData()
    data.add(rich_plan(name))
    return render(data, lang=lang)


def test_the_page_is_written_with_all_plans_and_failures() -> None:
    summary = write_report([Path("1.txt"), Path("bad.txt")], out=Path("r.html"), load=load)
    assert summary.sentence == "1 plan, 5 tasks; 1 file failed"
    page = Path("r.html").read_text(encoding="utf-8")
    (data,) = re.findall(r'id="data">(.*?)</script>', page, re.DOTALL)
    told = json.loads(data)
    assert [plan["name"] for plan in told["plans"]] == ["1.txt"]
    assert told["failures"] == [{"name": "bad.txt", "reason": "the file is empty"}]
    assert [path.name for path in Path().iterdir()] == ["r.html"]


@pytest.mark.parametrize(
    ("paths", "reason"),
    [
        pytest.param(["empty"], "empty: nothing to read", id="an empty folder"),
        pytest.param(["bad.txt"], "bad.txt: no file gave a plan", id="only failures"),
    ],
)
def test_a_report_over_nothing_is_refused(paths: list[str], reason: str) -> None:
    Path("empty").mkdir()
    Path("r.html").write_text("before", encoding="utf-8")
    with pytest.raises(KehoachError, match=reason):
        write_report([Path(path) for path in paths], out=Path("r.html"), load=load)
    assert Path("r.html").read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in Path().iterdir()) == ["empty", "r.html"]


def test_a_folder_is_no_page() -> None:
    Path("out").mkdir()
    with pytest.raises(KehoachError, match="is a folder: name a file in it"):
        write_report([Path("1.txt")], out=Path("out"), load=load)


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["report", "1.txt", "-o", "r.html"], 0, "1 plan, 5 tasks -> r.html"),
        (["report", "1.txt", "bad.txt", "-o", "r.html"], 1, "1 file failed -> r.html"),
        (["report", "empty", "-o", "r.html"], 2, "kehoach: empty: nothing to read"),
        (["report", "bad.txt", "-o", "r.html"], 2, "kehoach: bad.txt: no file gave a plan"),
        (["report", "1.txt"], 2, "Missing option '--out'"),
        (["report", "1.txt", "-o", "r.html", "--lang", "fr"], 2, "'fr'"),
    ],
)
def test_the_command(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], status: int, said: str
) -> None:
    Path("empty").mkdir()
    monkeypatch.setattr(pipeline.page.report, "write_report", partial(write_report, load=load))
    result = CliRunner().invoke(cli.app, arguments)
    assert (result.exit_code, said in result.stderr) == (status, True), result.stderr
    assert Path("r.html").exists() == (status < 2)


def test_the_same_plans_give_the_same_page() -> None:
    assert page_of() == page_of()


@pytest.mark.parametrize(
    ("lang", "title"), [(Lang.VI, "Bảng theo dõi"), (Lang.EN, "Task register")]
)
def test_the_page_opens_in_the_language_asked_for(lang: Lang, title: str) -> None:
    page = page_of(lang=lang)
    assert f'<html lang="{lang}">' in page
    assert re.search(rf"<title>{title}", page)


def test_the_page_needs_nothing_beside_itself() -> None:
    page = page_of()
    assert re.findall(r"(?:src|href|action)=\"(?!#|data:)[^\"]*", page) == []
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", page)


def test_the_policy_allows_its_own_script_and_style_alone() -> None:
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page_of())
    policy = policy.replace("&#39;", "'")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy


@pytest.mark.parametrize(
    "text", ["</script><script>", "<!--", "\u2028\u2029", "a & b", 'quo"te', "\\u003c", "Việt"]
)
def test_embedded_json_keeps_its_meaning_and_ends_no_element(text: str) -> None:
    made = embedded(json.dumps({"text": text}, ensure_ascii=False))
    assert json.loads(made) == {"text": text}
    assert not set(made) & set("<>&\u2028\u2029")


def test_the_script_makes_nothing_out_of_strings() -> None:
    templates = Path(pipeline.page.__file__).parent / "templates"
    script = "".join(path.read_text(encoding="utf-8") for path in templates.glob("*.js"))
    for way in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
    ):
        assert way not in script


def test_a_text_without_tasks_is_a_page_too() -> None:
    data = PageData()
    data.add(empty_plan())
    assert '"tasks":[]' in render(data)
