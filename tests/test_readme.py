import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
MAP = re.findall(r"^\| `([\w./]+)` \| (.+) \|$", README, flags=re.MULTILINE)


@pytest.mark.parametrize("path", [path for path, _ in MAP])
def test_what_the_file_map_names_is_there(path):
    assert (ROOT / path).exists()


def test_every_folder_of_core_with_code_is_on_the_map():
    folders = {f"core/{p.parent.name}/" for p in (ROOT / "core").glob("*/__init__.py")}
    with_code = {f for f in folders if len(list((ROOT / f).glob("*.py"))) > 1}
    assert with_code <= {path for path, _ in MAP}


def test_every_benchmark_of_the_readme_is_there():
    named = re.findall(r"python -m benchmarks\.(\w+)", README)
    assert named
    assert all((ROOT / "benchmarks" / f"{name}.py").is_file() for name in named)
