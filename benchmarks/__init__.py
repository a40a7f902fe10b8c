"""Benchmarks: ratios measured in one run on this machine (``make bench``), and the accuracy of the checks."""
