import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
COMMAND = [sys.executable, "-m", "core", "scenes"]
ENVIRONMENT = {**os.environ, "COLUMNS": "200"}


def run(*options):
    return subprocess.run(
        [*COMMAND, *map(str, options)], cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True
    )


def drawn(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*.png")}


def test_scenes_go_into_two_folders_and_a_second_call_draws_only_what_is_missing(tmp_path):
    options = ("--count", 12, "--seed", 7, "--out", tmp_path, "--graffiti-share", 0.25)
    first = run(*options, "--size-px", 32)
    assert first.returncode == 0, first.stderr
    assert len(list((tmp_path / "graffiti").iterdir())) == 3
    assert len(list((tmp_path / "no-graffiti").iterdir())) == 9
    before = drawn(tmp_path)
    lost = min(before)
    lost.unlink()
    second = run(*options, "--size-px", 32)
    assert "11 were there before" in second.stdout
    after = drawn(tmp_path)
    assert after.keys() == before.keys()
    assert {path for path in after if after[path] != before[path]} == {lost}


def test_ctrl_c_leaves_whole_files_and_says_how_to_continue(tmp_path):
    process = subprocess.Popen(
        [*COMMAND, "--count", "20000", "--out", str(tmp_path)],
        cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not drawn(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to parent and workers alike
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Run the same command again" in output
    assert "Traceback" not in output + errors
    files = drawn(tmp_path)
    assert 0 < len(files) < 20_000
    assert all(path.read_bytes().endswith(b"IEND\xaeB`\x82") for path in files)
    assert not list(tmp_path.rglob("*.tmp"))


def test_a_preview_alone_writes_one_picture(tmp_path):
    result = run("--preview", tmp_path / "sheet.png")
    assert result.returncode == 0, result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.png"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ((), "Give --out FOLDER"),
        (("--out", "x", "--graffiti-share", "1.5"), "must lie between 0 and 1; got 1.5"),
    ],
)
def test_a_mistake_is_answered_with_one_sentence(options, sentence):
    result = run(*options)
    assert result.returncode == 2
    assert sentence in result.stderr.replace("\n", " ")
    assert "Traceback" not in result.stderr
