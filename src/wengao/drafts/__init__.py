"""The drafter's own documents: model, Markdown form, store, sources, filling, import of old documents.

Owns the draft file and everything that changes it. Knows nothing of screens, of Word or of rules of review.
"""
