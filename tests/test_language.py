"""Vietnamese and English: the catalogues, and which of them people get to read."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from catalogues import Id, catalogue, command_line, compiled, entries, messages, path, words
from typer.testing import CliRunner, Result

import cli
from annotations import spoken
from annotations.language import VARIABLE, Lang, counted, say, speaking, translated, word

LOCALE = (VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")


@pytest.fixture(autouse=True)
def no_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in LOCALE:
        monkeypatch.delenv(name, raising=False)


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(cli.app, arguments, env=environment)


# The catalogues.


@pytest.mark.parametrize("lang", Lang)
def test_what_is_run_is_what_is_written(lang: Lang) -> None:
    assert entries(compiled(lang)) == entries(catalogue(lang))


def test_all_that_the_code_says_is_translated_and_nothing_else() -> None:
    translations = {
        said: translation
        for (context, said), translation in entries(catalogue(Lang.VI)).items()
        if context is None
    }
    said = messages()
    assert [each for each in said if not _all(translations.get(each, ""))] == []
    assert translations.keys() - set(said) == set()


@pytest.mark.parametrize("lang", Lang)
def test_nothing_is_uncertain_or_left_from_earlier(lang: Lang) -> None:
    written = catalogue(lang)
    assert [message.id for message in written if message.fuzzy and message.id] == []
    assert not written.obsolete
    assert "#, fuzzy" not in path(lang, "po").read_text(encoding="utf-8")


def test_both_languages_have_a_word_for_the_same_keys() -> None:
    vietnamese, english = ([message.id for message in words(lang)] for lang in Lang)
    assert vietnamese == english
    assert [
        key for key in english if not (word(str(key), Lang.VI) and word(str(key), Lang.EN))
    ] == []


def _all(translation: str | tuple[str, ...]) -> bool:
    return bool(translation) and all(translation)


def _forms(text: Id | str | tuple[str, ...]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def _fields(text: str) -> Counter[tuple[str, str | None, str | None]]:
    return Counter(
        (field, conversion, spec)
        for _, field, spec, conversion in Formatter().parse(text)
        if field is not None
    )


def test_a_translation_has_the_fields_of_what_it_translates() -> None:
    help_texts = {text for _, text in _help_texts()}
    differing = [
        (said, translation)
        for (context, said), translation in entries(catalogue(Lang.VI)).items()
        if context is None and not help_texts & set(_forms(said))
        for form in _forms(translation)
        if _fields(form) != _fields(_forms(said)[-1])
    ]
    assert differing == []


def test_words_of_both_languages_have_the_same_fields() -> None:
    english = {message.id: str(message.string) for message in words(Lang.EN)}
    differing = [
        message.id
        for message in words(Lang.VI)
        if _fields(str(message.string)) != _fields(english[message.id])
    ]
    assert differing == []


# Which language is spoken.


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, Lang.EN),
        ({"LANG": "C"}, Lang.EN),
        ({"LANG": "vi"}, Lang.VI),
        ({"LANG": "vi_VN.UTF-8"}, Lang.VI),
        ({"LANG": "VI-VN"}, Lang.VI),
        ({"LANG": "vie_XX"}, Lang.EN),
        ({"LANG": "en_US.UTF-8"}, Lang.EN),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "vi_VN.UTF-8"}, Lang.VI),
        ({"LC_MESSAGES": "vi_VN.UTF-8", "LC_ALL": "C.UTF-8"}, Lang.EN),
        ({"LC_ALL": "", "LANG": "vi_VN.UTF-8"}, Lang.VI),
        ({"LC_ALL": "en_US.UTF-8", VARIABLE: "vi"}, Lang.VI),
        ({"LC_ALL": "vi_VN.UTF-8", VARIABLE: "en"}, Lang.EN),
    ],
)
def test_the_environment_chooses(
    environment: dict[str, str], lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert say("the file is empty") == {Lang.VI: "tệp trống", Lang.EN: "the file is empty"}[lang]


def test_a_language_is_spoken_for_a_while_and_by_processes_that_are_started() -> None:
    before = dict(os.environ)
    with speaking(Lang.VI):
        assert translated("no such file") == "không có tệp này"
        script = "from annotations.language import spoken; print(spoken())"
        started = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
        assert started.stdout.decode().strip() == "vi"
    assert dict(os.environ) == before
    assert translated("no such file") == "no such file"


@pytest.mark.parametrize(
    ("number", "english", "vietnamese"),
    [
        (0, "0 tasks", "0 nhiệm vụ"),
        (1, "1 task", "1 nhiệm vụ"),
        (1200, "1,200 tasks", "1,200 nhiệm vụ"),
    ],
)
def test_numbers_of_things(number: int, english: str, vietnamese: str) -> None:
    said = {}
    for lang in Lang:
        with speaking(lang):
            said[lang] = counted("{number:,} task", "{number:,} tasks", number)
    assert said == {Lang.EN: english, Lang.VI: vietnamese}


@pytest.mark.parametrize(
    ("arguments", "lang"),
    [
        ([], None),
        (["--lang", "vi"], Lang.VI),
        (["--lang=en", "extract"], Lang.EN),
        (["extract", "--lang", "vi"], Lang.VI),
        (["--lang", "vi", "show", "--lang", "en"], Lang.EN),
        (["--lang", "fr"], None),
        (["--lang"], None),
        (["--language", "vi"], None),
        (["show", "--", "--lang", "vi"], None),
    ],
)
def test_the_last_option_is_asked_for(arguments: list[str], lang: Lang | None) -> None:
    assert spoken.asked(arguments) is lang


# Help.


def _help_texts() -> Iterator[tuple[Any, str]]:
    for command in spoken.commands(command_line()):
        for owner, _, text in spoken.texts(command):
            yield owner, text


def _paths() -> list[list[str]]:
    root = command_line()
    paths: list[list[str]] = [[]]
    for name, command in root.commands.items():
        paths.append([name])
        inner = getattr(command, "commands", {})
        paths += [[name, each] for each in inner]
    return paths


@pytest.mark.parametrize("arguments", _paths(), ids=" ".join)
def test_help_of_every_command_in_both_languages(arguments: list[str]) -> None:
    english = run("--lang", "en", *arguments, "--help")
    vietnamese = run(*arguments, "--help", LANG="vi_VN.UTF-8")
    assert (english.exit_code, vietnamese.exit_code) == (0, 0)
    assert english.stdout.startswith("Usage: ")
    assert "Show this message and exit." in english.stdout
    assert "\nOptions:\n" in english.stdout
    assert vietnamese.stdout.startswith("Cách dùng: ")
    assert "Hiển thị trợ giúp này rồi thoát." in vietnamese.stdout
    assert "\nTùy chọn:\n" in vietnamese.stdout
    # What is written in English alone may be names, not sentences.
    for left in ("Files, ", "The ", " folder", "Examples", "Exit status", "default:", "required"):
        assert left not in vietnamese.stdout


def test_help_without_arguments_is_in_the_language_too() -> None:
    result = run(LANG="vi_VN.UTF-8")
    assert result.exit_code == 2
    assert "Trích xuất nhiệm vụ" in result.output and "\nLệnh:\n" in result.output


# Wrong usage and what is refused.


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["extrac"], "Lỗi: Không có lệnh 'extrac'. Có phải ý bạn là 'extract'?"),
        (["extract"], "Lỗi: Thiếu tham số 'PATH'."),
        (["extract", "a"], "Lỗi: Thiếu tùy chọn '--out' / '-o'."),
        (["extract", "a", "--out"], "Lỗi: Tùy chọn '--out' cần có giá trị."),
        (["extract", "a", "-o", "b", "--fresh=1"], "Lỗi: Tùy chọn '--fresh' không nhận giá trị."),
        (["show", "--ruless", "a"], "Lỗi: Không có tùy chọn --ruless (có thể là: --rules)"),
        (["show", "a", "b"], "Lỗi: Thừa tham số (b)"),
        (
            ["extract", "a", "-o", "b", "-j", "x"],
            "Lỗi: Giá trị không hợp lệ cho '--jobs' / '-j': phải là số nguyên",
        ),
        (
            ["extract", "a", "-o", "b", "-j", "0"],
            "Lỗi: Giá trị không hợp lệ cho '--jobs' / '-j': phải lớn hơn hoặc bằng 1",
        ),
        (
            ["show", "--rules", "nowhere", "a"],
            "Lỗi: Giá trị không hợp lệ cho '--rules': không có thư mục 'nowhere'.",
        ),
        (
            ["show", "--tagger", "crf", "a"],
            "Lỗi: Giá trị không hợp lệ cho '--tagger': 'crf' không thuộc 'rules', 'model', 'both'.",
        ),
        (
            ["extract", "a", "-o", "b", "--limit-memory", "3x"],
            "Lỗi: Giá trị không hợp lệ cho '--limit-memory': '3x' không phải là dung lượng: "
            "hãy viết như 500M hoặc 2G",
        ),
    ],
    ids=str,
)
def test_wrong_usage_is_told_in_vietnamese(
    arguments: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("--lang", "vi", *arguments)
    assert result.exit_code == 2
    lines = result.stderr.splitlines()
    assert lines[-1] == told
    # Where typer does not say whose option it is there is one line only.
    if len(lines) > 1:
        assert lines[0].startswith("Cách dùng: ")
        assert any(line.startswith("Xem trợ giúp: '") for line in lines)


def test_wrong_usage_in_english_is_as_typer_has_it() -> None:
    result = run("extract", "--lang", "fr")
    assert result.exit_code == 2
    assert "Error: Invalid value for '--lang': " in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ["extract", "nowhere.txt", "--out", "tasks.doc"],
            "kehoach: tasks.doc: phần mở rộng không cho biết định dạng: hãy dùng một trong",
        ),
        (["show", "nowhere.txt"], "kehoach: nowhere.txt: không có tệp này"),
        (["report", ".", "--out", "a.html"], "kehoach: .: không có gì để đọc"),
        (["load", "."], "kehoach: .: không có gì để đọc"),
        (["query"], "kehoach: sqlite:///kehoach.db: không có tệp này: kehoach load sẽ tạo"),
        (["evaluate", "nowhere"], "kehoach: nowhere: không có thư mục này"),
        (["annotations", "check", "nowhere"], "kehoach: nowhere: không có thư mục này"),
    ],
    ids=str,
)
def test_what_is_refused_is_told_in_vietnamese(
    arguments: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("--lang", "vi", *arguments)
    assert result.exit_code in (1, 2)
    (line,) = result.stderr.splitlines()
    assert line.startswith(told)


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        (["--lang", "en", "show", "plan.txt"], "── BODY ──"),
        (["--lang", "en", "show", "plan.txt", "--lang", "vi"], "── NỘI DUNG ──"),
        (["show", "plan.txt"], "── NỘI DUNG ──"),
        (["show", "plan.txt", "--lang", "en"], "── BODY ──"),
    ],
    ids=" ".join,
)
def test_the_option_before_the_command_is_the_default_of_the_one_after_it(
    arguments: list[str], title: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.txt").write_text("I. NHIỆM VỤ\n1. Sở Tài chính chủ trì lập dự toán.\n", "utf-8")
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    assert title in result.stdout
