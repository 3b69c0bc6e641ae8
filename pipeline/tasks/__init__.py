"""Tasks: what a plan gives to whom, in the four styles of GUIDELINE and their precedence."""
