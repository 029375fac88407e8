"""The image that is labelled, beside how far it is; only this part runs at an answer."""

from __future__ import annotations

import streamlit as st

from pages.shared import label_acts, label_queue
from pages.shared.label_choices import Labelling
from pages.shared.label_progress import guess_words, show_progress
from pages.shared.labeller.labeller import labeller


def show_desk(chosen: Labelling) -> None:
    """Show the labeller; every picture of its queue is sent anew, as the page is."""
    label_acts.forget_sent(chosen.images)
    _desk(chosen)


@st.fragment
def _desk(chosen: Labelling) -> None:
    images = chosen.images
    left, right = st.columns([7, 3], gap="medium")
    with left:
        _labeller(chosen)
        desk = label_acts.desk_state(images)
        if desk["problem"]:
            st.error("Your last answer is not kept.")
            st.text(desk["problem"])
        bad = label_queue.unreadable(images)
        if bad:
            with st.expander(
                f"{len(bad):,} images cannot be shown", icon=":material/broken_image:"
            ):
                st.text("\n".join(bad.values()))
    with right:
        show_progress(chosen)


def _labeller(chosen: Labelling) -> None:
    images, desk = chosen.images, label_acts.desk_state(chosen.images)
    order = label_queue.ordered(images, chosen.by, chosen.order)
    queue, pictures = label_queue.next_items(images, order)
    last = desk["last"]
    guess = "" if last is None or chosen.by is None else guess_words(images, chosen.by, last)
    labeller(
        {
            "queue": queue,
            "pictures": pictures,
            "acknowledged": desk["acknowledged"],
            "last": None if last is None else {"label": last["label"], "guess": guess},
            "empty": _empty_words(images),
        },
        on_acts=lambda: label_acts.take_acts(images),
        on_missing=lambda: label_acts.forget_sent(images),
        key=label_acts.KEY,
    )


def _empty_words(images: str) -> str:
    if label_queue.unreadable(images):
        return "No image is left that can be shown; why not stands below."
    return "Every image is labelled. Backspace takes back your latest answer."
