"""Parts of the HTML reader: the tree of a page, the document in it, its layout as text."""
