"""What a desk does, a class for each of its matters: corpus, search, drafts, history, review, export, templates, settings.

Each says in its constructor what it needs: the desk's context, and another service where it works with it.
"""
