"""Stories: how well copies and reports of one event are found, and what that costs.

Copies are made from articles on which nothing was tuned (EASC, and articles made of single news sentences) in the ways
in which outlets change what an agency sends. Groups are scored on the set in ``tests/data/stories``.
"""

from benchmarks.articles import ROOT

EASC = ROOT.parent / "shared" / "easc" / "dev.jsonl"
_SEED = 20261120
