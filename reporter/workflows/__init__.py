"""Complete tasks of the commands: making an edition, sending it, and the daily run of both."""
