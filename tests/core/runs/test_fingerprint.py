import pytest

from core.runs.fingerprint import experiment_fingerprint
from core.runs.paths import run_folder


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    folder = run_folder("e", "naive", 0)
    folder.mkdir(parents=True)
    (folder / "validation.parquet").write_bytes(b"scores")
    return folder


@pytest.mark.parametrize("name", ["validation.parquet", "validation.csv", "run.json"])
def test_what_a_comparison_reads_changes_it(folder, name):
    before = experiment_fingerprint("e")
    (folder / name).write_bytes(b"other scores")
    assert experiment_fingerprint("e") != before


def test_a_run_in_training_does_not_change_it_at_every_epoch(folder):
    files = [folder / name for name in ("epochs.csv", "progress.json", "resume.npz")]
    for file in files:
        file.write_bytes(b"an epoch")
    before = experiment_fingerprint("e")
    for file in [*files, folder / ".half-written.tmp"]:
        file.write_bytes(b"an epoch more")
    assert experiment_fingerprint("e") == before
    files[1].unlink()  # it has ended, or was killed
    assert experiment_fingerprint("e") != before


def test_a_new_run_or_one_taken_away_changes_it(folder):
    before = experiment_fingerprint("e")
    run_folder("e", "mine", 0).mkdir(parents=True)
    assert experiment_fingerprint("e") != before
    (folder / "validation.parquet").unlink()
    assert experiment_fingerprint("e") != before
