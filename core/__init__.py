"""Raresight: compare image classifiers for a rare class, at every threshold."""
