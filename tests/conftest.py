"""What holds for every test."""

from hypothesis import settings

# A busy machine is no failure: a slow example says nothing about the code.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
