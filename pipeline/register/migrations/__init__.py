"""The steps from one schema of the register to the next, run by Alembic.

A step that was released never changes; the next schema is a new one in `versions`.
"""
