"""Word files (OOXML): how they are opened, what of a paragraph is seen on the page, its numbers and styles, page numbers.

The one reading of them for corpus, import, merging, layout check and correction.
"""
