"""``reporter bundle``: a tar file with everything that a machine without a network needs."""
