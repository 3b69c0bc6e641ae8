"""``kehoach load`` and ``kehoach query``: options, and what is printed.

`mount` adds the commands to the typer app. The modules that do the work, and SQLAlchemy, are
imported when they run.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from annotations.language import counted
from pipeline.console import (
    FAILED,
    Jobs,
    Language,
    Model,
    Plans,
    Rules,
    Tagging,
    one_line_errors,
    processes,
    progress,
    tell,
)
from pipeline.wording import Lang

LOAD = "Read plans into a register of tasks, a database."

LOAD_EPILOG = """\b
Examples:
  kehoach load plans
      into kehoach.db, an SQLite file in this folder
  kehoach load plans --db postgresql+pg8000://an:secret@db.example.vn/plans
      into PostgreSQL (pip install 'kehoach[postgres]')

\b
A plan that is loaded again is renewed, never doubled; a file whose text has changed takes the
place of what it held before. Each plan is there whole or as it was. A register of an earlier
version is brought up to date.

\b
Exit status: 0 all files were read; 1 some failed, the rest is loaded; 2 wrong usage,
or the database cannot be used.
"""

QUERY = "Find tasks in a register, print or export them."

QUERY_EPILOG = """\b
Examples:
  kehoach query --lead "Sở Ngoại vụ" --due-before 2022-12-31
      what departments of foreign affairs lead, with a deadline in 2022 or before
  kehoach query --lead "SVHTTDL tỉnh Nghệ An" --due-after 1/1/2025 --out tasks.xlsx
      one of them, from 2025 on, into a workbook
  kehoach query --partner "Công an tỉnh" --country LA --text "biên giới"
      three conditions, all of which a task must meet

\b
A name of an agency may be written in full, abbreviated, or be an identifier
(so-ngoai-vu@nghe-an); one that no registry knows is looked for in the names.
An option that is given again widens the search: one of its values is enough.

\b
Exit status: 0 asked; 2 wrong usage, or the database cannot be used.
"""

Database = Annotated[
    str,
    typer.Option(
        "--db",
        metavar="URL",
        envvar="KEHOACH_DB",
        help="The database: sqlite:///FILE, a path of an SQLite file, or "
        "postgresql+pg8000://USER:PASSWORD@HOST/NAME. A password is safer in KEHOACH_DB.",
    ),
]

DEFAULT = "kehoach.db"


def mount(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("load", help=LOAD, epilog=LOAD_EPILOG)(load)
    app.command("query", help=QUERY, epilog=QUERY_EPILOG)(query)


def load(
    plans: Plans,
    db: Database = DEFAULT,
    jobs: Jobs = None,
    rules: Rules = None,
    tagger: Tagging = None,
    model: Model = None,
) -> None:
    """Read plans into a register of tasks."""
    with one_line_errors(), progress() as report:
        from pipeline.register.database import database_url, shown_url
        from pipeline.register.load import load_plans
        from pipeline.settings import Settings

        summary = load_plans(
            plans,
            database=db,
            jobs=processes(jobs),
            settings=Settings(rules=rules, mode=tagger, model=model),
            standard_input=sys.stdin.buffer,
            report=report,
        )
        tell(f"{summary.sentence} -> {shown_url(database_url(db))}")
    if summary.failures:
        raise typer.Exit(FAILED)


def query(
    db: Database = DEFAULT,
    lead: Annotated[
        list[str] | None,
        typer.Option(metavar="AGENCY", help="Tasks that it leads.", show_default=False),
    ] = None,
    partner: Annotated[
        list[str] | None,
        typer.Option(metavar="AGENCY", help="Tasks that it takes part in.", show_default=False),
    ] = None,
    due_before: Annotated[
        str | None,
        typer.Option(
            metavar="DAY", help="Tasks with a deadline on this day or before.", show_default=False
        ),
    ] = None,
    due_after: Annotated[
        str | None,
        typer.Option(
            metavar="DAY", help="Tasks with a deadline on this day or after.", show_default=False
        ),
    ] = None,
    country: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE", help="Tasks that name it, such as LA or Lào.", show_default=False
        ),
    ] = None,
    plan: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WORDS",
            help="Words of the plan's number, title, type or file name.",
            show_default=False,
        ),
    ] = None,
    text: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WORDS", help="Words of the task, its content or result.", show_default=False
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="Write them to a .csv, .xlsx or .jsonl file instead of printing them.",
            show_default=False,
        ),
    ] = None,
    lang: Language = Lang.VI,
) -> None:
    """Find tasks in a register."""
    with one_line_errors():
        from pipeline.register.export import export, export_format
        from pipeline.register.found import found_task
        from pipeline.register.query import Question, day, found_tasks
        from pipeline.register.shown import print_tasks

        question = Question(
            leads=lead or (),
            partners=partner or (),
            due_before=None if due_before is None else day(due_before),
            due_after=None if due_after is None else day(due_after),
            countries=country or (),
            plans=plan or (),
            texts=text or (),
        )
        if out:
            export_format(out)
        with found_tasks(question, database=db) as found:
            tasks = map(found_task, found)
            number = export(tasks, out, lang=lang) if out else print_tasks(tasks, lang=lang)
        sentence = counted("{number:,} task", "{number:,} tasks", number)
        tell(f"{sentence} -> {out}" if out else sentence)
