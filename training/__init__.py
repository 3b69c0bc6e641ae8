"""Training: fit the tagger on annotated plans, and an encoder on raw texts before."""
