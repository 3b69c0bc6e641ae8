"""Walks plans through a real Label Studio and back, and compares what returns.

    python -m venv /path/to/venv && /path/to/venv/bin/pip install label-studio
    python tests/annotations/label_studio_walk.py --label-studio /path/to/venv/bin/label-studio

Starts the server on a free port of this machine with a data folder of its own, drives it by
its API, and stops it. Two walks, each with every plan of ``annotations/plans`` and one with
characters beyond U+FFFF, CR LF and a byte order mark:

1. annotated plans are imported as annotations and exported;
2. suggestions are imported as predictions, a person accepts them all, takes one entity away
   and adds another, and the export is brought into a folder of plans.

Exit status 0 when all came back, 1 when something did not, 77 when there is no label-studio.
"""

from __future__ import annotations

import argparse
import json
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from annotations import Annotation, Entity, Label, Relation, Role, Span  # noqa: E402
from annotations.corpus import AnnotatedPlan, read_corpus  # noqa: E402
from annotations.formats.label_studio import labeling_config  # noqa: E402
from annotations.formats.registry import FORMATS  # noqa: E402
from annotations.importing import import_into  # noqa: E402
from annotations.suggest import Suggestion, write_suggestions  # noqa: E402

LABEL_STUDIO = FORMATS["label-studio"]
MISSING = 77
START_SECONDS = 300

ODD_TEXT = "\ufeff🏢 Sở Y tế\r\n  phối hợp 🏥🚑 Công an tỉnh\r\n\r\n\tthực hiện   năm 2024 🗓.\r\n"


@dataclass(frozen=True)
class Server:
    """A running Label Studio."""

    url: str
    token: str

    def call(self, method: str, path: str, body: object = None) -> Any:
        """The answer to a request, decoded."""
        request = urllib.request.Request(
            f"{self.url}{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Token {self.token}", "Content-Type": "application/json"},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=300) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{method} {path}: {error.code} {error.read()[:500]!r}") from error

    def create_project(self, title: str, tasks: Path) -> int:
        """A project with the labelling configuration and the tasks of a file."""
        config = {"title": title, "label_config": labeling_config()}
        project = self.call("POST", "/api/projects/", config)["id"]
        imported = json.loads(tasks.read_text(encoding="utf-8"))
        self.call("POST", f"/api/projects/{project}/import", imported)
        return project

    def export(self, project: int, out: Path) -> None:
        """Write the project's raw JSON export."""
        path = f"/api/projects/{project}/export?exportType=JSON&download_all_tasks=true"
        exported = self.call("GET", path)
        out.write_text(json.dumps(exported, ensure_ascii=False), encoding="utf-8")


@contextmanager
def running(label_studio: str) -> Generator[Server]:
    """A server of its own, stopped at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(20)
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as log:
        command = [
            *(label_studio, "start", "--no-browser", "--internal-host", "127.0.0.1"),
            *("--port", str(port), "--data-dir", folder, "--enable-legacy-api-token"),
            *("--username", "walk@example.org", "--password", token, "--user-token", token),
        ]
        process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        try:
            url = f"http://127.0.0.1:{port}"
            wait_until_healthy(url, process)
            yield Server(url, token)
        finally:
            process.terminate()
            process.wait(30)


def wait_until_healthy(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers."""
    for _ in range(START_SECONDS):
        if process.poll() is not None:
            raise SystemExit(f"label-studio ended with status {process.returncode}")
        try:
            urllib.request.urlopen(f"{url}/health", timeout=5).close()
            return
        except OSError:
            time.sleep(1)
    raise SystemExit(f"label-studio did not answer within {START_SECONDS} seconds")


def odd_plan() -> AnnotatedPlan:
    """A plan whose offsets differ between bytes, UTF-16 and code points."""

    def entity(label: Label, words: str) -> Entity:
        start = ODD_TEXT.index(words)
        return Entity(label, Span(start, start + len(words)))

    task = entity(Label.TASK, ODD_TEXT.strip("\ufeff🏢 .\r\n"))
    health, police = entity(Label.AGENCY, "Sở Y tế"), entity(Label.AGENCY, "Công an tỉnh")
    year = entity(Label.DATE, "năm 2024")
    relations = (
        Relation(Role.LEAD, task, health),
        Relation(Role.PARTNER, task, police),
        Relation(Role.TIME, task, year),
    )
    return AnnotatedPlan("odd", Annotation(ODD_TEXT, (task, health, police, year), relations))


def walk_annotated(server: Server, plans: Sequence[AnnotatedPlan], folder: Path) -> list[str]:
    """Import annotations, export them; the names of the plans that came back otherwise."""
    tasks, exported = folder / "annotated.json", folder / "annotated-export.json"
    print(*LABEL_STUDIO.write(plans, tasks).lines(), sep="\n")
    server.export(server.create_project("annotated", tasks), exported)
    decoded = LABEL_STUDIO.read(exported)
    print(*decoded.conversion.lines(), sep="\n")
    return differing(plans, decoded.plans)


def walk_suggested(server: Server, plans: Sequence[AnnotatedPlan], folder: Path) -> list[str]:
    """Import suggestions, correct them, bring them back into a folder of plans."""
    tasks, exported, back = folder / "suggested.json", folder / "corrected.json", folder / "back"
    suggestions = [Suggestion(plan.name, scored(plan.annotation)) for plan in plans]
    print(*write_suggestions(suggestions, tasks, to="label-studio").lines(), sep="\n")
    project = server.create_project("suggested", tasks)
    listed = server.call("GET", f"/api/tasks?project={project}&fields=all&page_size=500")["tasks"]
    for task in listed:
        (prediction,) = task["predictions"]
        result = corrected(prediction["result"], task["data"]["text"])
        server.call("POST", f"/api/tasks/{task['id']}/annotations/", {"result": result})
    server.export(project, exported)
    print(*import_into(back, exported, format=LABEL_STUDIO).lines(), sep="\n")
    expected = [replace(plan, annotation=expected_of(plan.annotation)) for plan in plans]
    return differing(expected, read_corpus(back))


def scored(annotation: Annotation) -> Annotation:
    """The annotation as a pipeline would give it."""
    entities = {
        entity: replace(entity, source="rule:walk", score=0.5) for entity in annotation.entities
    }
    relations = tuple(
        replace(relation, head=entities[relation.head], tail=entities[relation.tail])
        for relation in annotation.relations
    )
    return Annotation(annotation.text, tuple(entities.values()), relations)


def corrected(result: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """What a person sends: the last region goes with its relations, a country is added."""
    gone = [item["id"] for item in result if item["type"] == "labels"][-1:]
    kept = [
        item
        for item in result
        if not {item.get("id"), item.get("from_id"), item.get("to_id")}.intersection(gone)
    ]
    added = {
        "id": secrets.token_hex(5),
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {"start": 0, "end": len(text), "labels": ["COUNTRY"]},
        "origin": "manual",
    }
    return [*kept, added]


def expected_of(annotation: Annotation) -> Annotation:
    """The annotation once `corrected` is brought back."""
    *kept, _ = annotation.entities
    stripped = annotation.text.strip()
    start = annotation.text.index(stripped)
    country = Entity(Label.COUNTRY, Span(start, start + len(stripped)))
    relations = tuple(
        relation
        for relation in annotation.relations
        if relation.head in kept and relation.tail in kept
    )
    return Annotation(annotation.text, (*kept, country), relations)


def differing(expected: Sequence[AnnotatedPlan], got: Sequence[AnnotatedPlan]) -> list[str]:
    """The names of the plans that are missing, new or not the same."""
    wanted, returned = ({plan.name: plan for plan in plans} for plans in (expected, got))
    return sorted(
        name
        for name in wanted.keys() | returned.keys()
        if name not in wanted
        or name not in returned
        or content(wanted[name].annotation) != content(returned[name].annotation)
    )


def content(annotation: Annotation) -> tuple[str, set[object], set[object]]:
    """What of an annotation has to come back."""
    return (
        annotation.text,
        {entity.key for entity in annotation.entities},
        {(item.role, item.head.key, item.tail.key) for item in annotation.relations},
    )


def main() -> int:
    """Run both walks."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--label-studio", default=shutil.which("label-studio"))
    parser.add_argument("--plans", type=Path, default=ROOT / "annotations" / "plans")
    options = parser.parse_args()
    if options.label_studio is None:
        print("label-studio is not installed: see the head of this file")
        return MISSING
    plans = [*read_corpus(options.plans), odd_plan()]
    with running(options.label_studio) as server, tempfile.TemporaryDirectory() as folder:
        version = server.call("GET", "/api/version")["release"]
        print(f"Label Studio {version}, {len(plans)} plans")
        wrong = 0
        for walk in (walk_annotated, walk_suggested):
            names = walk(server, plans, Path(folder))
            print(f"{walk.__name__}: {len(plans) - len(names)} of {len(plans)} came back", *names)
            wrong += len(names)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
