"""Folders of small plans, all different, for runs over many files."""

from __future__ import annotations

from pathlib import Path

from sample_plans import TEXT


def write_plans(folder: Path, count: int) -> None:
    """Write plans; every third is a web page, whose text lies beside the output."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        text = TEXT.replace("15/KH-UBND", f"{number}/KH-UBND").replace(
            "120 triệu", f"{number} triệu"
        )
        if number % 3:
            (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
        else:
            lines = "".join(f"<p>{line}</p>\n" for line in text.splitlines())
            page = f"<html><meta charset='utf-8'><body>{lines}</body></html>"
            (folder / f"{number:03}.html").write_text(page, encoding="utf-8")
