"""Word files that others made, held against a layout (FMT): page, grid, fonts, levels, numbers, page numbers.

The layout comes in as a WordProfile; this layer knows no layout files. `reading` turns a .docx into values, `kinds` tells
a title from a heading from a paragraph, `checking` compares, `correcting` writes a corrected copy.
"""
