"""The engine that an office shares (局域网里的检索服务): an OpenSearch cluster behind the boundary of search.engine.

    client      HTTP to the nodes of a cluster: certificates, who answers, deadlines, and failures in plain words
    mapping     the indexes, and a passage as they hold it
    querying    a request in the server's language, and its answer in ours
    writing     changes that are seen at once or not at all
    engine      the engine

Spoken to over plain REST: Elasticsearch 7 and Easysearch understand it as well. Needs the extra `office`.
"""

from wengao.search.opensearch.engine import OpenSearchEngine

__all__ = ["OpenSearchEngine"]
