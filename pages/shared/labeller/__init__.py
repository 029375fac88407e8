"""The image that is labelled, its buttons and keys: a component in plain JavaScript."""
