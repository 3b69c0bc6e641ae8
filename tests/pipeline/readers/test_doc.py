"""The reader of older office files: what it converts, and what it refuses before or after."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from compound_files import compound_file, word_stream
from word_files import grid, paragraph, word_file, zipped

from pipeline.document import Document
from pipeline.errors import ReadError
from pipeline.readers import Source, doc, read
from pipeline.readers.limits import Limits

WORD = compound_file({"WordDocument": word_stream(encrypted=False)})
RTF = rb"{\rtf1\ansi K\'ea ho\'1ea1ch\par}"
MANIFEST = "META-INF/manifest.xml"
ODT_TYPE = "application/vnd.oasis.opendocument.text"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"

needs_office = pytest.mark.skipif(doc.find_office() is None, reason="LibreOffice is not installed")
needs_scripts = pytest.mark.skipif(
    sys.platform == "win32", reason="a script stands in for LibreOffice"
)


def open_document(text: str) -> dict[str, str | bytes]:
    return {
        "mimetype": ODT_TYPE,
        MANIFEST: f'<manifest:manifest xmlns:manifest="{OFFICE}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODT_TYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>",
        "content.xml": f'<office:document-content xmlns:office="{OFFICE}:office:1.0" '
        f'xmlns:text="{OFFICE}:text:1.0" office:version="1.2"><office:body><office:text>'
        f"<text:p>{text}</text:p></office:text></office:body></office:document-content>",
    }


def fake_office(folder: Path, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a script in LibreOffice's place: ``body`` finds its options in a dictionary."""
    script = folder / "soffice"
    script.write_text(
        f"#!{sys.executable}\n"
        "import pathlib, subprocess, sys, time, urllib.parse, urllib.request\n"
        "given = pathlib.Path(sys.argv[-1])\n"
        "out = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])\n"
        "profile = next(a for a in sys.argv if a.startswith('-env:UserInstallation='))\n"
        "profile = urllib.request.url2pathname(urllib.parse.urlparse(profile[22:]).path)\n"
        f"{body}\n",
        encoding="utf-8",
    )
    script.chmod(0o755)
    monkeypatch.setattr(doc, "find_office", lambda: str(script))


def test_a_word_file_named_odt_needs_no_conversion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "find_office", lambda: None)
    document = read(Source("plan.odt", word_file(paragraph("Kế hoạch"))))
    assert (document.text, document.format) == ("Kế hoạch\n", "docx")


# With LibreOffice


PLAN_RTF = rb"""{\rtf1\ansi\deff0{\fonttbl{\f0\fnil\fcharset0 .VnTime;}
{\f1\fnil\fcharset0 VNI-Times;}{\f2\fnil\fcharset2 .VnArial;}{\f3\fnil Times New Roman;}}
\f0 Th\'adng kho\'b8n ch\'ad\'acng\par \f1 Ke\'e1 hoa\'efch\par \f2 ho\'b9ch\par
\trowd\cellx2000\cellx4000\intbl\f3 1\cell S\u7903? Y t\u7871?\cell\row\pard\par}"""


def is_the_plan(document: Document) -> bool:
    (table,) = document.tables
    return document.text == "Thưng khoán chương\nKế hoạch\nhoạch\n1\nSở Y tế\n" and grid(
        document, table
    ) == [(0, 0, 1, 1, "1"), (0, 1, 1, 1, "Sở Y tế")]


@needs_office
def test_reads_rich_text_with_tables_and_legacy_fonts() -> None:
    document = read(Source("plan.rtf", PLAN_RTF))
    assert is_the_plan(document)
    assert document.format == "doc"


@needs_office
def test_reads_the_binary_files_of_word(tmp_path: Path) -> None:
    given = tmp_path / "plan.rtf"
    given.write_bytes(PLAN_RTF)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = (doc.find_office() or "", profile, "--headless", "--convert-to", "doc:MS Word 97")
    subprocess.run(
        (*command, "--outdir", tmp_path, given), check=True, capture_output=True, timeout=120
    )
    assert is_the_plan(read(tmp_path / "plan.doc"))


@needs_office
def test_reads_open_documents() -> None:
    assert read(Source("plan.odt", zipped(open_document("Kế hoạch")))).text == "Kế hoạch\n"


@needs_office
def test_a_compound_file_that_libreoffice_cannot_open_is_refused() -> None:
    with pytest.raises(ReadError, match="LibreOffice cannot convert it"):
        read(Source("plan.doc", WORD))


# With a script in its place


@needs_scripts
def test_gives_libreoffice_a_profile_that_runs_no_macros(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    converted = tmp_path / "converted.docx"
    converted.write_bytes(word_file(paragraph("Kế hoạch")))
    fake_office(
        tmp_path,
        "settings = pathlib.Path(profile, 'user', 'registrymodifications.xcu').read_text()\n"
        "assert 'DisableMacrosExecution' in settings and given.suffix == '.doc'\n"
        "out.mkdir()\n"
        f"(out / 'plan.docx').write_bytes(pathlib.Path({str(converted)!r}).read_bytes())",
        monkeypatch,
    )
    document = read(Source("kế hoạch.doc", WORD))
    assert (document.text, document.name) == ("Kế hoạch\n", "kế hoạch.doc")


@needs_scripts
def test_says_what_libreoffice_complains_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_office(tmp_path, "print('Error: source file could not be loaded')", monkeypatch)
    with pytest.raises(ReadError, match=r"\(Error: source file could not be loaded\)"):
        read(Source("plan.doc", WORD))


@needs_scripts
def test_ends_libreoffice_and_what_it_started_when_time_is_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_office(
        tmp_path,
        "subprocess.run([sys.executable, '-c', 'import time; time.sleep(30)'])",
        monkeypatch,
    )
    begun = time.monotonic()
    with pytest.raises(ReadError, match=r"did not finish within the limit of 0\.5 s"):
        read(Source("plan.doc", WORD, Limits(office_seconds=0.5)))
    assert time.monotonic() - begun < 10


# Bad input


ENCRYPTED_ODT = open_document("x") | {
    MANIFEST: "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
}
REFUSED = [
    pytest.param(
        "a.docx",
        compound_file({"EncryptionInfo": bytes(100), "EncryptedPackage": bytes(5000)}),
        "password-protected",
        id="encrypted .docx",
    ),
    pytest.param(
        "a.doc",
        compound_file({"WordDocument": word_stream(encrypted=True)}),
        "password-protected",
        id="encrypted .doc",
    ),
    pytest.param("a.odt", zipped(ENCRYPTED_ODT), "password-protected", id="encrypted .odt"),
    pytest.param("a.doc", compound_file({"Workbook": bytes(9)}), "an Excel workbook", id="an .xls"),
    pytest.param(
        "a.doc",
        compound_file({"PowerPoint Document": bytes(9)}),
        "a PowerPoint presentation",
        id="a .ppt",
    ),
    pytest.param(
        "a.doc", compound_file({"Contents": bytes(9)}), "another kind of office file", id="others"
    ),
    pytest.param("a.doc", WORD[:900], "truncated or damaged", id="truncated .doc"),
    pytest.param("a.rtf", RTF[:-1], "truncated or damaged", id="truncated .rtf"),
    pytest.param(
        "a.odt", zipped(open_document("x"))[:300], "truncated or damaged", id="truncated .odt"
    ),
    pytest.param(
        "a.odt",
        zipped(open_document(" " * (4 * 1024 * 1024))),
        "zip bomb",
        id="a part that swells",
    ),
    pytest.param("a.odt", zipped({"a.txt": "x"}), "no OpenDocument text", id="a zip"),
]


@pytest.mark.parametrize(("name", "data", "reason"), REFUSED)
def test_refuses_without_libreoffice_what_it_cannot_read(
    monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, reason: str
) -> None:
    monkeypatch.setattr(doc, "find_office", lambda: None)
    with pytest.raises(ReadError, match=reason) as caught:
        read(Source(name, data))
    assert str(caught.value).startswith(f"{name}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.doc", WORD), ("a.rtf", RTF), ("a.odt", zipped(open_document("x")))],
)
def test_names_the_package_to_install(
    monkeypatch: pytest.MonkeyPatch, name: str, data: bytes
) -> None:
    monkeypatch.setattr(doc, "find_office", lambda: None)
    with pytest.raises(ReadError, match="install libreoffice-writer"):
        read(Source(name, data))


def test_finds_libreoffice_by_its_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(doc, "_INSTALLED", ())
    assert doc.find_office() is None
    elsewhere = tmp_path / "soffice.com"
    elsewhere.touch()
    monkeypatch.setattr(doc, "_INSTALLED", (str(elsewhere),))
    assert doc.find_office() == str(elsewhere)
