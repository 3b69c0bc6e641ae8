"""Values: what the entities of a plan stand for, so that they can be compared and counted."""
