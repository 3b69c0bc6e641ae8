"""Pages in a browser without a window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import DESKTOP, Open
from playwright.sync_api import Browser, Dialog, Page, Request, ViewportSize, sync_playwright

from benchmarks.page import CHROMIUM_OPTIONS
from pipeline import Plan, extract
from pipeline.page.data import PageData
from pipeline.page.markup import render

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium here (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_OPTIONS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def plans() -> list[Plan]:
    """The plans that ship as examples, extracted."""
    return [extract(str(path)) for path in sorted(EXAMPLES.iterdir())]


@pytest.fixture(scope="session")
def examples(plans: list[Plan], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the examples."""
    data = PageData()
    for plan in plans:
        data.add(plan)
    path = tmp_path_factory.mktemp("page") / "examples.html"
    path.write_text(render(data), encoding="utf-8")
    return path


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens a page; whatever it complains of, or loads beside itself, fails the test."""
    complaints: list[str] = []
    opened: list[Page] = []

    def loaded(request: Request) -> None:
        if not request.url.startswith(("file:", "data:")):
            complaints.append(request.url)

    def asked(dialog: Dialog) -> None:
        complaints.append(dialog.message)
        dialog.dismiss()

    def open_(path: Path, address: str = "", viewport: ViewportSize = DESKTOP) -> Page:
        page = browser.new_page(viewport=viewport)
        opened.append(page)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", asked)
        page.on("request", loaded)
        page.goto(path.as_uri() + address)
        return page

    yield open_
    for page in opened:
        page.close()
    assert complaints == []
