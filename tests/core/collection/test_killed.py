"""The command as users run it, in processes of its own, killed on the way."""

import os
import random
import signal
import subprocess
import sys
import time

import psutil
import pytest

from core.collection.book import ASKED, Book
from core.collection.gathered import load_gathered
from core.home import data_folder
from tests.core.collection.conftest import gather_here

CITIES = "name,state,lat,lon,radius_km\nAurora,CO,39.7,-104.8,6\nReno,NV,39.53,-119.8,6\n"


@pytest.fixture
def command(home, server):
    server.fault, server.slow_s = lambda *about: "slow", 0.08
    (home / "cities.csv").write_text(CITIES)
    options = ["--cities", home / "cities.csv", "--per-city", "20", "--per-second", "1000", "--yes"]
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


def wait_until(server, n_billed, process):
    while server.billed.total() < n_billed and process.poll() is None:
        time.sleep(0.005)
    time.sleep(random.Random(n_billed).uniform(0, 0.08))


def test_killed_at_any_moment_it_pays_nothing_twice_and_ends_with_the_same_set(server, command):
    gather_here(experiment="whole", per_city=20, at_once=8)
    server.billed.clear()
    for n_billed in (1, 12, 29):
        with start(command) as process:
            wait_until(server, n_billed, process)
            os.killpg(process.pid, signal.SIGKILL)
        assert process.returncode == -signal.SIGKILL
    with start(command) as process:
        said = process.communicate()[0]
    assert process.returncode == 0
    assert "40 of 40 images" in said
    assert set(server.billed.values()) == {1}
    assert load_gathered("mine").equals(load_gathered("whole"))
    assert len(list((data_folder("mine") / "images").iterdir())) == 40


def test_ctrl_c_stores_what_is_under_way_and_says_how_to_go_on(server, command):
    with start(command) as process:
        wait_until(server, 9, process)
        process.send_signal(signal.SIGINT)
        said = process.communicate()[0]
    assert process.returncode == 130
    assert "Run the same command again to continue" in said
    assert len(load_gathered("mine")) == server.billed.total() < 40
    assert Book(data_folder("mine")).n_in(ASKED) == 0


def test_even_the_gathering_process_itself_may_be_killed(server, command):
    """What was under way then is lost, and other places stand in for it: it may be paid for."""
    with start(command) as process:
        wait_until(server, 9, process)
        worker = psutil.Process(process.pid).children()[0]
        worker.kill()
        said = process.communicate()[0]
    assert process.returncode == 2
    assert "ended with code -9" in said
    book, _ = gather_here(per_city=20)
    assert len(load_gathered("mine")) == 40
    assert max(server.billed.values()) == 1
    assert book.n_spent >= server.billed.total()
