import pyarrow as pa

from core.board.payload import BoardState, ShownStrategy, Tables, payload

TABLE = pa.table({"f1": [0.5]})
TABLES = Tables("rows-1", TABLE, TABLE, TABLE, "verdicts-1", TABLE)
NAIVE = ShownStrategy("naive", "naive", "#000", "", {"f1": 3}, None)


def sent(*known):
    data = payload(TABLES, [NAIVE], BoardState(overrides={"naive": 290}), known=known, stamp=7)
    return set(data) - {"setup"}, data["setup"]


def test_what_the_browser_has_is_not_sent_again():
    assert sent()[0] == {"rows", "paths", "density", "verdicts"}
    assert sent("rows-1")[0] == {"verdicts"}
    assert sent("verdicts-1", "rows-0")[0] == {"rows", "paths", "density"}
    assert sent("rows-1", "verdicts-1")[0] == set()


def test_versions_state_and_what_else_is_set_are_always_sent():
    _, setup = sent("rows-1", "verdicts-1")
    assert (setup["version"], setup["verdicts_version"], setup["stamp"]) == (
        "rows-1",
        "verdicts-1",
        7,
    )
    assert setup["state"] == {
        "mode": "same_threshold",
        "position": 500,
        "overrides": {"naive": 290},
    }
    assert setup["strategies"][0]["best"] == {"f1": 3}
