"""Graffiti: letters, the spray can, styles of work, and their place on the walls."""
