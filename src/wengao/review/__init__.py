"""Checks over a draft: small pure functions in a register, and the lists they read.

Owns rules, findings, waivers and mechanical fixes. Knows nothing of Word, of templates or of screens.
"""
