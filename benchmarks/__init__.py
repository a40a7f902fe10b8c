"""Benchmarks: ratios measured in one run on this machine (``make bench``), and what the checks of a translation see."""
