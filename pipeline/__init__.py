"""The pipeline: from a file to its tasks.

>>> from pipeline import extract
>>> plan = extract("ke-hoach.docx")  # doctest: +SKIP
>>> for task in plan.tasks: ...  # doctest: +SKIP
"""

from pipeline.document import Document
from pipeline.errors import OutputError, ReadError, RuleError
from pipeline.extract import extract
from pipeline.plan import Plan, Task

__all__ = ["Document", "OutputError", "Plan", "ReadError", "RuleError", "Task", "extract"]
