"""The drafter's material: readers, cleaning, structure, passages, and the library that keeps what was read.

Owns everything between a file on the drafter's disk (never modified) and the passages in .wengao/library.db.
"""
