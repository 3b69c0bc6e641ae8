"""Extraction on a Ray cluster: plans from any file system, tasks as a dataset of Parquet parts."""

from pipeline.cluster.run import extract_on_cluster

__all__ = ["extract_on_cluster"]
