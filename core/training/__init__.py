"""Strategies, networks, input pipeline and fit; keras only inside functions."""
