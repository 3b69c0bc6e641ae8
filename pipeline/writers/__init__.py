"""Writers: from plans to files, one module a format."""

from pipeline.writers.registry import FORMATS, Format, aimed, choose, open_writer
from pipeline.writers.writer import Target, Writer

__all__ = ["FORMATS", "Format", "Target", "Writer", "aimed", "choose", "open_writer"]
