"""Options of the test run.

    pytest --update-golden tests/test_examples.py

writes ``tests/golden`` anew; what changed there is to be read like code before it is kept.
"""

from __future__ import annotations

import os

import pytest

# Tests read what is said in English, whatever the locale; those of the languages choose anew.
os.environ["KEHOACH_LANG"] = "en"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the project's own options."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the golden files in tests/golden instead of comparing with them",
    )


@pytest.fixture
def update_golden(pytestconfig: pytest.Config) -> bool:
    """Whether golden files are to be written, not compared."""
    return bool(pytestconfig.getoption("--update-golden"))
