"""Give way to the rest of the server while pictures are worked on."""

from __future__ import annotations

import os
import sys
import threading

SCORING, DECODING = 5, 12  # who is decoded already is finished before the next is begun


def give_way(niceness: int) -> None:
    """Lower this thread's priority; threads started from it, as TensorFlow's are, inherit that.

    The server's other pages then stay quick while pictures are decoded and scored.
    """
    if sys.platform == "linux":  # elsewhere the call would lower the whole process
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), niceness)
