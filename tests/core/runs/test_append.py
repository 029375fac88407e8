import fcntl
import subprocess
import sys
import threading

from core.runs.append import append_row

# SIGXFSZ would end the process before write() can say how much it took.
FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from core.runs.append import append_row
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 5, resource.RLIM_INFINITY))
try:
    append_row(path, ["a", "b"], ["much longer than", "five bytes"])
except OSError as error:
    print(error.strerror)
"""


def test_the_header_stands_once_above_the_rows(tmp_path):
    path = tmp_path / "new" / "rows.csv"
    append_row(path, ["a", "b"], [1, "x,y"])
    append_row(path, ["a", "b"], [2, "z"])
    assert path.read_text() == 'a,b\n1,"x,y"\n2,z\n'


def test_a_row_that_a_full_disk_cuts_off_leaves_the_file_as_it_was(tmp_path):
    path = tmp_path / "rows.csv"
    append_row(path, ["a", "b"], [1, 2])
    said = subprocess.run(
        [sys.executable, "-c", FULL_DISK, path], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "No space left on device"
    assert path.read_text() == "a,b\n1,2\n"


def test_a_row_waits_for_whoever_holds_the_file(tmp_path):
    path = tmp_path / "rows.csv"
    with path.open("a+b") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        writer = threading.Thread(target=append_row, args=(path, ["a"], [1]))
        writer.start()
        writer.join(0.3)
        assert path.read_text() == ""
    writer.join(10)
    assert path.read_text() == "a\n1\n"
