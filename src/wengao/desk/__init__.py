"""The operations a drafter performs, behind one façade that both faces call.

Owns the workspace, its settings and the order in which the layers below are used. Prints nothing, draws nothing.
"""
