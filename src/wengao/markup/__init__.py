"""The one grammar of the draft file (文稿的写法): comments, headings with attributes, blocks, what stands inside a line.

Whatever reads a draft's text reads it here: print, check, count, merging with Word, the corpus. Every value knows where in
the text it stands.
"""
