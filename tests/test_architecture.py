import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORE = sorted((ROOT / "core").rglob("*.py"))
LOW = {"core.metrics", "core.charts", "core.runs"}


def imports(path, top_level_only=False):
    tree = ast.parse(path.read_text())
    nodes = tree.body if top_level_only else ast.walk(tree)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", CORE, ids=lambda p: str(p.relative_to(ROOT)))
def test_core_imports_neither_streamlit_nor_pages(path):
    roots = {name.split(".")[0] for name in imports(path)}
    allowed = {"streamlit"} if path.match("core/board/board.py") else set()
    assert not roots & {"streamlit", "pages"} - allowed


@pytest.mark.parametrize("path", CORE, ids=lambda p: str(p.relative_to(ROOT)))
def test_metrics_need_numpy_alone_and_nothing_above_them(path):
    if "metrics" not in path.parts:
        return
    allowed = {"numpy", "core", "__future__", *sys.stdlib_module_names}
    assert {name.split(".")[0] for name in imports(path)} <= allowed
    assert all(
        name.startswith(("core.metrics", "core.errors"))
        for name in imports(path)
        if name.startswith("core")
    )


def test_importing_every_core_module_loads_no_tensorflow():
    modules = [
        str(path.relative_to(ROOT).with_suffix("")).replace("/", ".").removesuffix(".__init__")
        for path in CORE
        if path.name != "__main__.py"
    ]
    code = (
        f"import sys, importlib; [importlib.import_module(m) for m in {modules!r}]; "
        "print(sorted({'keras', 'tensorflow'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


def test_the_threshold_comparison_stands_in_one_place():
    found = [path.name for path in CORE if re.search(r"return .*>= threshold\b", path.read_text())]
    assert found == ["counts.py"]


def test_dashboard_lists_every_page_once():
    listed = re.findall(r'"pages/(\w+)\.py"', (ROOT / "dashboard.py").read_text())
    assert sorted(listed) == sorted(p.stem for p in (ROOT / "pages").glob("*.py"))
