"""Readers: from the bytes of a file to a `Document`, one module a format."""

from pipeline.readers.registry import READERS, Reader, Source, read

__all__ = ["READERS", "Reader", "Source", "read"]
