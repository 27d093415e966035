"""Words written with the wrong character (错别字): counts of what official prose says, and the finder that asks them."""
