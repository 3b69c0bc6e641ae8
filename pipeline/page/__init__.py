"""The page that `kehoach report` writes: all tasks of all plans, to read, filter and print."""
