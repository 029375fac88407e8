"""Manifests, folds, and where images come from."""
