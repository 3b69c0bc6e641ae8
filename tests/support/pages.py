"""What tests of the page share: windows, and what a person does with a page."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from playwright.sync_api import Locator, Page, ViewportSize

DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 360, "height": 740}


class Open(Protocol):
    """Opens a page."""

    def __call__(self, path: Path, address: str = "", viewport: ViewportSize = DESKTOP) -> Page:
        """The page at an address within the file."""
        ...


def shown(page: Page) -> int:
    """How many tasks the page says that it shows."""
    return int(page.locator("#shown").inner_text().split()[0].replace(".", ""))


def column(page: Page, name: str) -> Locator:
    """The cells of a column, as far as their rows exist."""
    return page.locator(f"#tasks .rows td.{name}")


def choose(page: Page, field: str, text: str) -> None:
    """Type into a field with a list, and take the first match."""
    page.fill(f"#{field}", text)
    page.locator(f"#{field}-list [role=option]").first.click()


def select(page: Page, field: str, value: str) -> None:
    """Choose from a field with few values."""
    page.select_option(f"#{field}", value)


def go(page: Page, address: str) -> None:
    """Follow an address within the page."""
    page.evaluate("address => { location.hash = address }", address)
    page.wait_for_timeout(50)
