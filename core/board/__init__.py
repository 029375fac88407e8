"""The live threshold board: rows looked up in the browser, one per strategy and threshold."""
