"""Documents of fixed pages, whose characters have places: PDF, OFD. Lines, columns, tables and notes are put together."""
