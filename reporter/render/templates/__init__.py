"""Templates: the values they receive, the sandbox they run in, and the check of a user's own templates."""
