"""Older office files (.doc, .rtf, .odt): turned into .docx by LibreOffice, then read as such.

LibreOffice is called where it is installed; nothing of it is bundled. It works in a profile and
a folder of its own that are thrown away, runs no macros and follows no links of the file.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from annotations.language import later, say, translated
from pipeline.document import Document
from pipeline.readers import docx
from pipeline.readers.registry import Source, load
from pipeline.readers.word.compound import SIGNATURE, CompoundError, CompoundFile
from pipeline.readers.word.package import Package

PACKAGE = "libreoffice-writer"
"""The Debian package that has what this reader calls."""

_COMMANDS = ("soffice", "libreoffice")
_INSTALLED = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
)
_FILTER = "docx:MS Word 2007 XML"
_SETTINGS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""
_PASSWORD = later("the file is password-protected: open it and save it without the password")
_DAMAGED = later("the file is truncated or damaged: get it again, or open it and save it as .docx")
_OTHERS = {
    "Workbook": later("an Excel workbook"),
    "Book": later("an Excel workbook"),
    "PowerPoint Document": later("a PowerPoint presentation"),
    "__properties_version1.0": later("an Outlook message"),
}
_OPEN_DOCUMENT_PARTS = ("content.xml", "styles.xml", "meta.xml", "settings.xml")
_BRACES = re.compile(rb"\\[\\{}]|[{}]")


def read(source: Source) -> Document:
    """Read a file that LibreOffice can turn into a Word document.

    Raises:
        ReadError: when it is password-protected, damaged or no text document; when LibreOffice
            is not installed, cannot read it or takes longer than the limit; else as `docx.read`.
    """
    suffix = kind(source)
    if suffix == ".docx":
        return docx.read(source)
    converted = replace(source, data=_convert(source, suffix))
    return replace(docx.read(converted), format="doc")


def find_office() -> str | None:
    """The command that runs LibreOffice; ``None`` where it is not installed."""
    found = next(filter(None, map(shutil.which, _COMMANDS)), None)
    return found or next((path for path in _INSTALLED if Path(path).is_file()), None)


def kind(source: Source) -> str:
    """The ending for what the content is, whatever the name says.

    Everything that is known to harm LibreOffice is refused here, before it is called.

    Raises:
        ReadError: when it cannot be converted.
    """
    if source.data.startswith(SIGNATURE):
        _check_compound(source)
        return ".doc"
    if source.data.startswith(b"{\\rtf"):
        if _is_cut_rtf(source.data):
            raise source.refuse(translated(_DAMAGED))
        return ".rtf"
    package = Package(source)
    if "[Content_Types].xml" in package:
        return ".docx"
    if not package.read("mimetype").startswith(b"application/vnd.oasis.opendocument.text"):
        raise source.refuse(say("it is no OpenDocument text"))
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise source.refuse(translated(_PASSWORD))
    package.check_sizes()
    for part in _OPEN_DOCUMENT_PARTS:
        package.root(part)
    return ".odt"


def _check_compound(source: Source) -> None:
    """Refuse a compound file that is encrypted, damaged or no Word document."""
    try:
        compound = CompoundFile(source.data)
        is_encrypted = "EncryptedPackage" in compound.streams or compound.is_encrypted_word
    except CompoundError as error:
        raise source.refuse(translated(_DAMAGED)) from error
    if is_encrypted:
        raise source.refuse(translated(_PASSWORD))
    if "WordDocument" not in compound.streams:
        kinds = (kind for name, kind in _OTHERS.items() if name in compound.streams)
        what = next(kinds, later("another kind of office file"))
        raise source.refuse(
            say("it is {what}, not a Word document: save its text as .docx", what=translated(what))
        )


def _is_cut_rtf(data: bytes) -> bool:
    """Whether groups are open at the end; LibreOffice would read the rest in silence."""
    if b"\\bin" in data:  # raw bytes follow, braces among them
        return False
    braces = _BRACES.findall(data)
    return braces.count(b"{") > braces.count(b"}")


def _convert(source: Source, suffix: str) -> bytes:
    """The bytes of the .docx that LibreOffice makes of ``source``."""
    office = find_office()
    if office is None:
        raise source.refuse(
            say(
                "LibreOffice is needed to read it: install {package}, or save the file as .docx",
                package=PACKAGE,
            )
        )
    seconds = source.limits.office_seconds
    with TemporaryDirectory(prefix="kehoach-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        given = folder / f"plan{suffix}"
        given.write_bytes(source.data)
        made = folder / "out" / "plan.docx"
        try:
            said = _run(
                (
                    office,
                    f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                    *("--headless", "--norestore", "--nolockcheck", "--nologo"),
                    *("--convert-to", _FILTER, "--outdir", str(made.parent), str(given)),
                ),
                seconds=seconds,
            )
        except subprocess.TimeoutExpired as error:
            raise source.refuse(
                say(
                    "LibreOffice did not finish within the limit of {seconds:g} s: save it "
                    "as .docx",
                    seconds=seconds,
                )
            ) from error
        except OSError as error:
            raise source.refuse(
                say("LibreOffice cannot be started: {strerror}", strerror=error.strerror)
            ) from error
        if not made.is_file():
            raise source.refuse(
                say(
                    "LibreOffice cannot convert it{said}: {damaged}",
                    said=_complaint(said),
                    damaged=translated(_DAMAGED),
                )
            )
        return load(made, limits=source.limits).data


def _run(command: tuple[str, ...], *, seconds: float) -> str:
    """Run ``command``, with all that it starts no longer than ``seconds``; what it printed."""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate(timeout=seconds)
        finally:
            if process.poll() is None:
                _end(process)
    return output.decode("utf-8", errors="replace")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process; soffice is a script, so on POSIX its whole group."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)


def _complaint(said: str) -> str:
    """LibreOffice's own words on an error, in brackets, where it has any."""
    errors = [line.strip() for line in said.splitlines() if line.startswith("Error")]
    return f" ({errors[0]})" if errors else ""
