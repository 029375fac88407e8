import io
import subprocess
import sys
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[3]
# In a process of its own: what other tests left behind does not count.
CODE = """
import sys
from core.inference.decode import decode_image

def resident_mb():
    return int(open("/proc/self/statm").read().split()[1]) * 4096 / 2**20

data = sys.stdin.buffer.read()
after = []
for _ in range(10):
    decode_image(data, "a")
    after.append(resident_mb())
print(max(after[4:]) - max(after[:4]))
"""


def test_large_pictures_leave_no_memory_behind():
    buffer = io.BytesIO()
    Image.fromarray(np.zeros((6_000, 6_000, 4), np.uint8)).save(buffer, "PNG", compress_level=1)
    result = subprocess.run(
        [sys.executable, "-c", CODE], cwd=ROOT, input=buffer.getvalue(), capture_output=True
    )
    assert float(result.stdout) < 60, result.stderr  # one alone is 144 MB decoded
