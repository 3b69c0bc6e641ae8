"""The task register: plans and their tasks in a database, to keep, to ask and to export.

`load` fills it, `query` asks it, `export` writes what was found; `models` are its tables, which
`migrations` bring from one schema to the next. SQLAlchemy is imported by the commands only.
"""
