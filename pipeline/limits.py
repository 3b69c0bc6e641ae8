"""How long a plan may take and how much memory a process may use."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

from annotations import KehoachError
from annotations.language import say

_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B)?", re.IGNORECASE)


class LimitError(KehoachError):
    """A limit that cannot be kept on this machine."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one plan, and the process that reads it, may use; ``None`` where all they want.

    Args:
        timeout: seconds a plan.
        memory: bytes a process; programs that it calls have the same limit each.
    """

    timeout: float | None = None
    memory: int | None = None

    def check(self) -> None:
        """Refuse what this machine cannot keep to.

        Raises:
            LimitError: when memory is to be limited where the system does not do it.
        """
        if self.memory is not None and sys.platform != "linux":
            raise LimitError(say("--limit-memory works on Linux only: leave it out here"))

    def impose(self) -> None:
        """Limit the memory of this process, for good.

        The limit is that of the data segment, which since Linux 4.7 counts all private memory
        that can be written to (setrlimit(2), RLIMIT_DATA): unlike the address space it leaves
        out libraries and files that are only mapped.
        """
        if self.memory is not None and sys.platform == "linux":
            import resource  # not on Windows

            _, most = resource.getrlimit(resource.RLIMIT_DATA)
            least = self.memory if most == resource.RLIM_INFINITY else min(self.memory, most)
            resource.setrlimit(resource.RLIMIT_DATA, (least, most))


NO_LIMITS = Limits()


def parse_size(text: str) -> int:
    """Bytes of a size as people write it: ``500M``, ``2G``, ``1.5 GB``; units of 1,024.

    Raises:
        LimitError: when it is no size.
    """
    match = _SIZE.fullmatch(text.strip())
    if match is None or not (size := int(float(match[1]) * _UNITS[match[2].upper()])):
        raise LimitError(say("{text!r} is not a size: write it like 500M or 2G", text=text))
    return size


def written_size(size: int) -> str:
    """``size`` in the largest unit that leaves no fraction, as `parse_size` reads it."""
    unit = max((unit for unit in _UNITS if size % _UNITS[unit] == 0), key=lambda unit: _UNITS[unit])
    return f"{size // _UNITS[unit]}{unit}"
