"""Files as wengao reads and writes them: whole or not at all, never through a link, never wider than their source.

`writing` is the only module that writes; `folders` opens what it writes into; `rights` says who may read what is
written; `locks` keeps processes apart; `decoding` and `text_form` stand between bytes and text.
"""
