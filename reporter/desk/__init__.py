"""The desk: what people decide about an edition, which files keep it, and how it is applied.

``decisions`` reads and writes ``decisions/<date>.yaml``, ``journal`` the log beside it, ``sentences`` names sentences
so that decisions on them survive, and ``arranging`` applies the decisions to the articles of a run.
"""
