"""The command as users run it, in processes of its own, killed on the way."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time

import pytest

from core.collection.book import ASKED, Book
from core.collection.gathered import load_gathered
from core.home import data_folder
from tests.core.collection.conftest import gather_here, make_options

CITIES = "name,state,lat,lon,radius_km\nAurora,CO,39.7,-104.8,6\nReno,NV,39.53,-119.8,6\n"


@pytest.fixture
def command(home, server):
    server.slow_s = 0.01
    (home / "cities.csv").write_text(CITIES)
    options = ["--cities", home / "cities.csv", "--per-city", "12", "--per-second", "1000", "--yes"]
    return [sys.executable, "-m", "core", "collect", *map(str, options), "--experiment", "mine"]


def start(command):
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        env=os.environ | {"COLUMNS": "200"},
    )


def hold_after(server, n_billed, process):
    """Return when so many images were paid for, four more under way and held until let go."""
    let_go = threading.Event()

    def fault(kind, i, name):
        if kind == "image" and server.billed.total() >= n_billed:
            let_go.wait(20)
        return "slow"

    server.fault = fault
    while server.billed.total() < n_billed:
        assert process.poll() is None
        time.sleep(0.005)
    time.sleep(random.Random(n_billed).uniform(0, 0.1))
    return let_go


def test_killed_at_any_moment_it_pays_nothing_twice_and_ends_with_the_same_set(server, command):
    gather_here(experiment="whole", per_city=12)
    server.billed.clear()
    for n_billed in (1, 9, 17):
        with start(command) as process:
            let_go = hold_after(server, n_billed, process)
            os.killpg(process.pid, signal.SIGKILL)
        let_go.set()
        assert process.returncode == -signal.SIGKILL
    with start(command) as process:
        said = process.communicate()[0]
    assert process.returncode == 0
    assert "24 of 24 images" in said
    assert set(server.billed.values()) == {1}
    assert load_gathered("mine").equals(load_gathered("whole"))
    assert len(list((data_folder("mine") / "images").iterdir())) == 24


def test_ctrl_c_stores_what_is_under_way_and_says_how_to_go_on(server, command):
    with start(command) as process:
        let_go = hold_after(server, 9, process)
        process.send_signal(signal.SIGINT)
        let_go.set()
        said = process.communicate()[0]
    assert process.returncode == 130
    assert "Run the same command again to continue" in said
    assert len(load_gathered("mine")) == server.billed.total() < 24
    assert Book(data_folder("mine")).n_in(ASKED) == 0


def test_even_the_gathering_process_itself_may_be_killed(server):
    """What was under way then is lost, and other places stand in for it: it may be paid for."""
    options = json.dumps(make_options(per_city=12).as_json()).encode()
    words = [sys.executable, "-m", "core.collection.worker"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as worker:
        worker.stdin.write(options + b"\n")
        worker.stdin.flush()
        let_go = hold_after(server, 5, worker)
        worker.kill()
        let_go.set()
    book, _ = gather_here(per_city=12)
    assert len(load_gathered("mine")) == 24
    assert max(server.billed.values()) == 1
    assert book.n_spent == 24 + book.n_in(ASKED) >= server.billed.total()
