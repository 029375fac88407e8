"""Plotly figures from frames: no statistics here."""
