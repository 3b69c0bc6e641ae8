"""Other learners, trained on the same plans, that the tagger is compared with."""
