"""A file of the drafter's (never modified) read into a document and its passages: formats, cleaning, structure, cutting.

Owns what happens between the bytes on the disk and what `library` keeps; keeps nothing itself.
"""
