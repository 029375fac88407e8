"""Gather street images: cities, random points, two services, and a loop that pays once."""
