"""Reads workbooks back as a spreadsheet shows them, without a spreadsheet library."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

_NAMESPACES = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
_ESCAPE = re.compile("_x([0-9A-F]{4})_")

Rows = list[list[str | float | None]]


def read_workbook(path: Path) -> dict[str, Rows]:
    """The rows of each sheet, by the sheet's name, the header included."""
    with ZipFile(path) as archive:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        names = [sheet.get("name") or "" for sheet in book.iterfind(".//m:sheet", _NAMESPACES)]
        return {
            name: _rows(archive.read(f"xl/worksheets/sheet{number}.xml"))
            for number, name in enumerate(names, 1)
        }


def sheet_xml(path: Path, number: int) -> str:
    """The XML of one sheet, counted from 1."""
    with ZipFile(path) as archive:
        return archive.read(f"xl/worksheets/sheet{number}.xml").decode()


def column(rows: Rows, header: str) -> list[str | float | None]:
    """What stands under ``header``."""
    index = rows[0].index(header)
    return [row[index] for row in rows[1:]]


def _rows(xml: bytes) -> Rows:
    rows = ElementTree.fromstring(xml).iterfind(".//m:row", _NAMESPACES)
    return [[_value(cell) for cell in row.iterfind("m:c", _NAMESPACES)] for row in rows]


def _value(cell: ElementTree.Element) -> str | float | None:
    if cell.find("m:f", _NAMESPACES) is not None:
        raise AssertionError("a formula")
    if cell.get("t") == "inlineStr":
        text = cell.findtext("m:is/m:t", None, _NAMESPACES) or ""
        return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    number = cell.findtext("m:v", None, _NAMESPACES)
    return None if number is None else float(number)
