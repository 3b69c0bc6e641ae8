"""Paged documents: from words and rulings on pages to a text with tables.

The parts work in this order, each on the result of the one before: `pdfium` or `ocr` give a
`Page`, `grids` finds the ruled tables of each page, `furniture` drops running headers and page
numbers, `columns` and `paragraphs` put the rest in reading order, `tables` joins tables over
pages, and `compose` writes the text.
"""
