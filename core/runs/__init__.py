"""Reads, writes and checks what a run leaves behind."""
