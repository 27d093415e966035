"""The language of official prose: pure functions over str, and the lists they read.

Owns numbering, sentences, heading shape, roles, genres, kinds of passage, slots, figures, dates and spoken length.
Reads no file of the drafter's and imports nothing else of wengao; its lists are the TOML files in language/data.
"""
