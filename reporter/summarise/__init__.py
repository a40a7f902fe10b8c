"""The summarise stage."""
