"""Argos translation packages: download, verify, unpack, find and remove them."""
