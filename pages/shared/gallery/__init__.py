"""A grid of pictures with an enlarged view, marked and walked through by keys."""
