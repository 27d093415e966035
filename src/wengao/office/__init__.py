"""The office's corpus as a desk sees it: what goes over the wire, the client, and the engine that answers from there."""
