"""What processes do in tests; it lies here, since they import it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from annotations import KehoachError

_BEAT = """
import pathlib, sys, time
while True:
    pathlib.Path(sys.argv[1]).write_text(str(time.monotonic()))
    time.sleep(0.05)
"""


def begins(work: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Load ``work``."""
    return work


def refuses() -> Callable[[Any], Any]:
    """Load nothing."""
    raise KehoachError("no rules")


def out_of_memory(*_: object) -> Any:
    """Find no memory, in loading or at work."""
    raise MemoryError


def dies(mark: str) -> str:
    """End the process at the first attempt; ``mark`` counts them."""
    path = Path(mark)
    attempts = int(path.read_text()) + 1 if path.exists() else 1
    path.write_text(str(attempts))
    if attempts == 1:
        os._exit(3)
    return "lived"


def sleeps_with_a_child(beat: str) -> None:
    """Call a program that writes to ``beat`` for ever, and wait."""
    with subprocess.Popen([sys.executable, "-c", _BEAT, beat]):
        time.sleep(60)


def passes_on(order: str) -> None:
    """Leave a mark, await it, or do nothing."""
    verb, _, mark = order.partition(" ")
    if verb == "leave":
        Path(mark).touch()
    while verb == "await" and not Path(mark).exists():
        time.sleep(0.01)
