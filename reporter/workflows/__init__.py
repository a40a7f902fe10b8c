"""What a command does from end to end: make an edition, send it, the daily run of both."""
