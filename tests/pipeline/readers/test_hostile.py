"""Files that are no files, names that mean something elsewhere, documents that reach out."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from sample_plans import rich_plan
from word_files import paragraph, word_parts, zipped

from pipeline.errors import ReadError
from pipeline.inputs import find
from pipeline.readers import Source, doc, read
from pipeline.wording import harmless
from pipeline.writers import FORMATS, open_writer

posix = pytest.mark.skipif(sys.platform == "win32", reason="files of POSIX systems")
needs_office = pytest.mark.skipif(doc.find_office() is None, reason="LibreOffice is not installed")

TEXT = "Kế hoạch\n1. Sở Y tế chủ trì tập huấn.\n"


# What lies in a folder


@posix
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(ReadError, match="not a regular file"):
        read(tmp_path / "a.txt")


@posix
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_refused(device: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(device)
    with pytest.raises(ReadError, match="not a regular file"):
        read(tmp_path / "a.txt")


@posix
def test_links_that_lead_round_in_a_ring_are_missing_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("b.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    (tmp_path / "c").symlink_to("c")
    names = find([tmp_path, tmp_path / "c"]).names
    assert [Path(name).name for name in names] == ["a.txt", "b.txt", "c"]
    for name in names:
        with pytest.raises(ReadError, match="no such file"):
            read(name)


@posix
def test_a_name_longer_than_any_file_has(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be opened: File name too long"):
        read(tmp_path / ("a" * 300 + ".txt"))


ODD_NAMES = [
    pytest.param(b"a\nb.txt", id="line feed"),
    pytest.param(b"a\x1b[2J.txt", id="escape"),
    pytest.param(b"k\xe9 ho\xff.txt", id="not UTF-8"),
    pytest.param(b"-rf.txt", id="dash"),
    pytest.param(b"=1+1.txt", id="formula"),
    pytest.param(b"...txt", id="dots"),
    pytest.param("kế hoạch ".encode() * 18 + b".txt", id="long"),
]


@posix
@pytest.mark.parametrize("name", ODD_NAMES)
def test_files_with_odd_names_are_read(name: bytes, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    try:
        path.write_text(TEXT, encoding="utf-8")
    except OSError:
        pytest.skip("the file system does not take the name")
    document = read(path)
    assert (document.text, document.name) == (TEXT, str(path))


@posix
@pytest.mark.parametrize("name", ODD_NAMES)
def test_an_error_is_one_line_whatever_the_name(name: bytes, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    with pytest.raises(ReadError) as caught:
        read(path)
    line = harmless(str(caught.value))
    assert len(line.splitlines()) == 1
    assert "\x1b" not in line


@posix
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "name",
    [
        *("../../../a.txt", "/etc/passwd", "a\nb.docx", "-rf.docx", "k\udce9.docx", "..", "..txt"),
        *("a/../../b.docx", "=1+1.docx", "x" * 300 + ".docx", ".docx", "con.docx"),
    ],
)
def test_files_of_the_output_stay_in_its_folder(format: str, name: str, tmp_path: Path) -> None:
    home = tmp_path / "inner" / "out"
    home.mkdir(parents=True)
    ending = FORMATS[format].suffixes
    out = home / f"tasks{ending[0]}" if ending else home / "folder"
    with open_writer(out, format=format, inputs=[name]) as writer:
        writer.plan(rich_plan(name))
    assert [path.name for path in tmp_path.iterdir()] == ["inner"]
    assert [path.name for path in (tmp_path / "inner").iterdir()] == ["out"]
    assert out.exists()


# What a document refers to


@contextmanager
def listening() -> Generator[tuple[str, list[str]]]:
    """A server on this machine: its address, and the paths that it is asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, format: str, *args: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def open_document(body: str) -> bytes:
    return zipped(
        {
            "mimetype": ODT_TYPE,
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODT_TYPE}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" '
            'manifest:media-type="text/xml"/></manifest:manifest>',
            "content.xml": f'<office:document-content xmlns:office="{ODF}:office:1.0" '
            f'xmlns:text="{ODF}:text:1.0" xmlns:draw="{ODF}:drawing:1.0" '
            f'xmlns:svg="{ODF}:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'office:version="1.2"><office:body><office:text><text:p>Kế hoạch</text:p>{body}'
            "</office:text></office:body></office:document-content>",
        }
    )


@needs_office
def test_libreoffice_fetches_nothing(tmp_path: Path) -> None:
    # Without the settings that it gets, it asks for the picture and for the object.
    secret = tmp_path / "secret.odt"
    secret.write_bytes(open_document("<text:p>bí mật</text:p>"))
    with listening() as (address, asked):
        frame = '<text:p><draw:frame svg:width="3cm" svg:height="3cm">{}</draw:frame></text:p>'
        show = 'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
        body = (
            frame.format(f'<draw:image xlink:href="{address}/a.png" {show}/>')
            + frame.format(f'<draw:object xlink:href="{address}/b.ods" {show}/>')
            + '<text:section text:name="S"><text:section-source '
            f'xlink:href="{secret.as_uri()}" {show}/><text:p>x</text:p></text:section>'
        )
        document = read(Source("a.odt", open_document(body)))
    assert asked == []
    assert document.text == "Kế hoạch\nx\n"


def test_pages_and_word_files_fetch_nothing() -> None:
    with listening() as (address, asked):
        page = (
            f'<!DOCTYPE html SYSTEM "{address}/a.dtd"><html><head><base href="{address}/">'
            f'<link rel="stylesheet" href="{address}/b.css"><script src="{address}/c.js"></script>'
            f'</head><body><p>Kế hoạch</p><img src="{address}/d.png">'
            f'<iframe src="{address}/e"></iframe><object data="{address}/f"></object></body></html>'
        )
        assert read(Source("a.html", page.encode())).text == "Kế hoạch"
        parts = word_parts(paragraph("Kế hoạch"))
        name = "word/_rels/document.xml.rels"
        outside = "".join(
            f'<Relationship Id="{kind}" TargetMode="External" Type="a/{kind}" '
            f'Target="{address}/{kind}"/>'
            for kind in ("styles", "numbering", "footnotes", "image", "attachedTemplate")
        )
        closing = "</Relationships>"
        linked = str(parts[name]).replace(closing, outside + closing)
        assert read(Source("a.docx", zipped(parts | {name: linked}))).text == "Kế hoạch\n"
    assert asked == []


def test_symbols_that_no_text_can_hold_are_left_out() -> None:
    symbols = "".join(
        f'<w:r><w:sym w:font="Arial" w:char="{code}"/></w:r>' for code in ("D800", "0", "1B", "2A")
    )
    body = f"<w:p><w:r><w:t>a</w:t></w:r>{symbols}</w:p>"
    assert read(Source("a.docx", zipped(word_parts(body)))).text == "a*\n"
