"""What holds for every test."""

import signal

from hypothesis import settings

# A busy machine is no failure: a slow example says nothing about the code.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

# Started in the background of a shell, the tests would hand on to every command that they start
# that Ctrl-C is ignored.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
