"""The gallery on the Images page: its state, and what happens when something is done in it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from core.datasets.boxes import boxes_path, load_boxes
from core.datasets.manifest import manifest_path
from core.datasets.review import MARKS
from core.datasets.validated import ValidatedImages, validated_images
from core.errors import RaresightError
from core.runs.fingerprint import experiment_fingerprint
from core.runs.pooled import Experiment
from pages.shared import images_marks, leave_out, loaders, state
from pages.shared.attribution import photo_credit
from pages.shared.comparison import Comparison
from pages.shared.gallery.gallery import gallery
from pages.shared.images_choices import Choice
from pages.shared.images_payload import PER_PAGE, Boxes, Page, items, strategies
from pages.shared.images_pictures import large_pictures, page_pictures
from pages.shared.images_views import Listing, listing

KEY = "gallery"


def table_of(shown: Comparison) -> ValidatedImages:
    """Return what is known about the images of a comparison, marked ones included."""
    name = shown.experiment.name
    stamp = experiment_fingerprint(name), _stamp(manifest_path(name))
    return _table(name, shown.fold, *stamp, loaders.load_whole(name, shown.fold))


def show(shown: Comparison, table: ValidatedImages, choice: Choice) -> None:
    """Show the images of the view that is chosen."""
    name = shown.experiment.name
    review = images_marks.load(name)
    if table.problem:
        st.text(table.problem)
    st.session_state["gallery_page"] = _page_of_url((name, shown.fold, shown.strategies))
    _gallery(name, table, choice, listing(table, choice, review))
    photo_credit(name)


# Marking, paging and enlarging run this alone: the list above stands still under the user's hand.
@st.fragment
def _gallery(name: str, table: ValidatedImages, choice: Choice, listed: Listing) -> None:
    review, boxes, problem = images_marks.load(name), *_boxes(name)
    page = Page.of(listed, st.session_state["gallery_page"])
    known = st.session_state.get("gallery_known", ())
    pictures = page_pictures(name, table, page, known)
    image = st.session_state.get("gallery_large", "")
    large = large_pictures(name, table, page, image, boxes, known)
    for words in filter(None, (problem, pictures.problem)):
        st.text(words)
    mount, n_done = st.session_state.get("marks_done", ("", 0))
    setup = pictures.words | {
        "title": listed.title,
        "order": listed.order,
        "n_images": len(listed.indices),
        "n_left_out": _n_left_out(name, table, listed),
        "first": page.number * PER_PAGE,
        "page": page.number,
        "n_pages": page.n_pages,
        "items": items(table, page, listed, choice, review, boxes),
        "strategies": strategies(table, choice),
        "marks": list(MARKS),
        "acknowledged": {"mount": mount, "n": n_done},
        "large": large.words if large else None,
    }
    frames = pictures.frames | (large.frames if large else {})
    gallery(
        {"setup": setup} | frames,
        on_page=_paged,
        on_large=_enlarged,
        on_marks=lambda: _marked(name, table),
        on_missing=_missing,
        key=KEY,
    )
    images_marks.show(name, table)


def _n_left_out(name: str, table: ValidatedImages, listed: Listing) -> int:
    out = leave_out.marked_out(name)
    return len(out.intersection(table.images[listed.indices].tolist())) if out else 0


def _paged() -> None:
    # Not read back from the URL: what was sent before its change arrived carries the old one.
    page = st.session_state["gallery_page"] = int(_sent("page")["page"])
    state.write("page", str(page + 1) if page else "")


def _enlarged() -> None:
    st.session_state["gallery_large"] = str(_sent("large")["image"])


def _marked(name: str, table: ValidatedImages) -> None:
    images_marks.take(_sent("marks"), name, table)


def _missing() -> None:
    st.session_state.pop("gallery_known", None)


def _sent(event: str) -> dict:
    sent = st.session_state[KEY][event]
    st.session_state["gallery_known"] = tuple(map(str, sent["known"]))
    return sent


def _page_of_url(compared: tuple) -> int:
    """Return the page of the URL, from 0; the first where other images are compared than before."""
    before = st.session_state.get("gallery_compared", compared)
    st.session_state["gallery_compared"] = compared
    if before != compared:
        state.write("page", "")
    text = state.read("page")
    return int(text) - 1 if text.isdecimal() and len(text) < 9 else 0


def _boxes(name: str) -> tuple[Boxes, str]:
    try:
        return _cached_boxes(name, _stamp(boxes_path(name))), ""
    except RaresightError as error:
        return {}, str(error)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        return path.stat().st_mtime_ns, path.stat().st_size
    except OSError:
        return None


@st.cache_resource(max_entries=8, show_spinner=False)
def _cached_boxes(name: str, stamp: tuple[int, int] | None) -> Boxes:
    return load_boxes(name)


@st.cache_resource(max_entries=4, show_spinner=False)
def _table(
    name: str,
    fold: int | None,
    fingerprint: str,
    stamp: tuple[int, int] | None,
    _experiment: Experiment,
) -> ValidatedImages:
    return validated_images(_experiment)
