"""Templates: what they are given, the sandbox they run in, and how a user's own are tried."""
