"""How well saved pages and files are read: ours against other extractors, on invented cases."""
