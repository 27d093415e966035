"""The place of the corpus (语料): its documents and its words."""
