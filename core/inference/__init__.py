"""Decodes an upload, scores it with the stored models and explains the score."""
