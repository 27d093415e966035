"""Search over the passages of the library: analysis, index, query language, ranking, results.

Owns the Whoosh index in the folder it is given. The folder is disposable: everything in it is read again from the
library. The engine stands behind search.engine; the query language, the ranking and the results belong to wengao.
"""
