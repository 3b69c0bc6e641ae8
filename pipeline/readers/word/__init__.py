"""The parts of the Word reader: the package, its styles and lists, its tables and its text."""
