"""Paged documents: from words and rulings on pages to a text with tables.

The parts work in this order, each on the result of the one before. `pdfium` gives the
characters and lines of a page, `glyphs` and `rulings` make words and rulings of them, `textlayer`
judges them; where they are no text, `ocr` reads the page from its picture by `tesseract`, with
the rulings that `raster` finds. Either way the result is a `geometry.Page`. Then `grids` finds
the ruled tables of each page, `furniture` drops running headers, page numbers and stamps,
`columns` and `paragraphs` put the rest in reading order for `layout`, `tables` joins tables over
pages, and `compose` writes the text.
"""
