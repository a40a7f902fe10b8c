"""What commands do from start to end: make an edition, send it, and the daily run of both."""
