"""Columns that hold texts in the form they are compared in, filled for what is there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Connection

from pipeline.register.searching import searched

revision = "0002"
down_revision = "0001"

SOURCES = {
    "agencies": ("name",),
    "plans": ("number", "title", "type", "name"),
    "tasks": ("text", "content", "deliverable"),
}
"""What each table is searched by."""

KEYS = {"agencies": sa.Text, "plans": sa.Integer, "tasks": sa.Integer}

_AT_ONCE = 500
"""Rows in memory."""


def upgrade() -> None:
    """Add them."""
    for table, sources in SOURCES.items():
        op.add_column(table, sa.Column("searched", sa.Text, nullable=False, server_default=""))
        _fill(op.get_bind(), table, sources)


def _fill(connection: Connection, name: str, sources: tuple[str, ...]) -> None:
    columns = [sa.column(each, sa.Text) for each in ("searched", *sources)]
    table = sa.table(name, sa.column("id", KEYS[name]), *columns)
    texts = [table.c[each] for each in sources]
    change = (
        table.update().where(table.c.id == sa.bindparam("of")).values(searched=sa.bindparam("told"))
    )
    first = sa.select(table.c.id, *texts).order_by(table.c.id).limit(_AT_ONCE)
    rows = connection.execute(first).all()
    while rows:
        told = [{"of": row[0], "told": searched("\n".join(row[1:]))} for row in rows]
        connection.execute(change, told)
        rows = connection.execute(first.where(table.c.id > rows[-1][0])).all()
