"""Converters between annotations and the files of annotation tools and trainers."""
