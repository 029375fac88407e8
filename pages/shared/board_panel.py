"""The board on the Compare page: its tables, its state, and what happens when it is let go."""

from __future__ import annotations

import hashlib

import numpy as np
import streamlit as st

from core.board.board import board
from core.board.payload import BoardState, ShownStrategy, Tables, payload
from core.board.references import baseline_rows, reported_rows
from core.board.rows import board_rows, density
from core.board.terms import Terms
from core.charts.style import strategy_colour
from pages.shared import choices, images_links, state, verdicts
from pages.shared.comparison import Comparison
from pages.shared.figures_words import per_cent
from pages.shared.same_training import same_training_note

KEY = "board"


def show(shown: Comparison) -> None:
    """Show the board of a comparison."""
    first = shown.sweep(shown.strategies[0])
    note, footnote = _prevalence_words(shown.terms, first.n_positives, first.n_negatives)
    board(
        payload(
            _tables(shown),
            _strategies(shown),
            shown.state,
            known=st.session_state.get("board_known", ()),
            view=choices.board_view(),
            stamp=_stamp(shown.state),
            judged=verdicts.now(shown),
            baseline=shown.baseline,
            cost=shown.terms.cost_per_false_negative / shown.terms.cost_per_false_positive,
            references=baseline_rows(first, shown.terms) + reported_rows(),
            range_words=shown.wish.words,
            table_note=note,
            footnote=footnote,
        ),
        on_release=_released,
        on_choice=_chosen,
        on_open=_opened,
        on_missing=_missing,
        key=KEY,
    )
    opened = st.session_state.pop("opened_cell", None)
    if opened:
        images_links.open_cell(
            opened["strategy"], opened["cell"], opened["position"], shown.state.position
        )


def _tables(shown: Comparison) -> Tables:
    return _cached_tables(
        shown.experiment.name,
        shown.fold,
        shown.strategies,
        shown.terms,
        shown.baseline,
        shown.fingerprint,
        shown,
    )


@st.cache_resource(max_entries=16, show_spinner="Counting at every threshold ...")
def _cached_tables(
    name: str,
    fold: int | None,
    strategies: tuple[str, ...],
    terms: Terms,
    baseline: str,
    fingerprint: str,
    _shown: Comparison,
) -> Tables:
    key = (name, fold, strategies, terms, fingerprint)
    return Tables(
        version=_version(*key),
        rows=board_rows([_shown.rows(strategy) for strategy in strategies]),
        paths=_shown.paths(),
        density=density([_shown.sweep(strategy) for strategy in strategies]),
        verdicts_version=_version(*key, baseline),
        verdicts=verdicts.everywhere(_shown),
    )


def _version(*of: object) -> str:
    return hashlib.sha256(repr(of).encode()).hexdigest()[:16]


def _strategies(shown: Comparison) -> list[ShownStrategy]:
    colours = strategy_colour(list(shown.experiment.predictions))
    return [
        ShownStrategy(
            name=strategy,
            label=strategy,
            colour=colours[strategy],
            note=same_training_note(strategy, shown.strategies),
            best=_best(shown.rows(strategy)),
            range=_range(shown, strategy),
        )
        for strategy in shown.strategies
    ]


def _range(shown: Comparison, strategy: str) -> tuple[int, int] | None:
    point = shown.wish.choose(shown.sweep(strategy))
    return None if point.index is None else (point.low_index, point.high_index)


def _best(rows: dict[str, np.ndarray]) -> dict[str, int]:
    best = {}
    if np.nan_to_num(rows["f1"]).any():  # nowhere above 0, none is the best
        best["f1"] = int(np.nanargmax(rows["f1"]))
    if not np.isnan(rows["cost"]).all():
        best["cost"] = int(np.nanargmin(rows["cost"]))
    return best


def _prevalence_words(terms: Terms, n_positives: int, n_negatives: int) -> tuple[str, str]:
    n_images = n_positives + n_negatives
    counted = f"{n_images:,} validation images, {n_positives:,} with graffiti"
    footnote = (
        f"A cost of {terms.cost_per_false_negative:g} a miss and {terms.cost_per_false_positive:g} "
        "a false alarm. Reported: the article's own figures on its own photos (141 with graffiti, "
        "3,986 without); what it does not report is a dash."
    )
    if terms.prevalence is None:
        return counted, footnote
    return (
        f"precision, F1, accuracy, flagged and cost at {per_cent(terms.prevalence)} graffiti",
        f"Counted on {counted}; recall, specificity and MCC stay as counted. {footnote}",
    )


def _stamp(wanted: BoardState) -> int:
    """Return a number that grows when Python, not the board, moved the board."""
    if st.session_state.get("board_seen") != wanted:
        st.session_state["board_seen"] = wanted
        st.session_state["board_stamp"] = st.session_state.get("board_stamp", 0) + 1
    return st.session_state["board_stamp"]


def _released() -> None:
    released = st.session_state[KEY]["released"]
    st.session_state["board_known"] = tuple(released["known"])
    new = BoardState(
        mode=str(released["mode"]),
        position=int(released["position"]),
        overrides={str(name): int(k) for name, k in released["overrides"].items()},
    )
    st.session_state["board_seen"] = new
    choices.write_board_state(new)
    choices.write_board_view(str(released["curve"]), str(released["sort"]))


def _chosen() -> None:
    chosen = st.session_state[KEY]["chosen"]
    st.session_state["board_known"] = tuple(chosen["known"])
    state.write("baseline", str(chosen["baseline"]))
    state.write("cost_fn", f"{float(chosen['cost']):g}")
    state.write("cost_fp", "1")


def _missing() -> None:
    st.session_state.pop("board_known", None)


def _opened() -> None:
    # A page can be switched in the run that follows a callback, not in the callback.
    st.session_state["opened_cell"] = dict(st.session_state[KEY]["opened"])
