"""What Alembic runs: the steps over the connection that `pipeline.register.schema` opened."""

from __future__ import annotations

from alembic import context

from pipeline.register.models import Base
from pipeline.register.schema import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    version_table=VERSION_TABLE,
    # SQLite's connections here begin transactions themselves, so that its schema too changes
    # as a whole or not at all.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
