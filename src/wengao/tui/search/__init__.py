"""The place where the corpus is searched without a draft (检索语料)."""
