"""The page that `kehoach report` writes: all tasks of all plans, to read, filter and print."""

from pipeline.page.data import PageData
from pipeline.page.markup import render
from pipeline.page.report import write_report

__all__ = ["PageData", "render", "write_report"]
