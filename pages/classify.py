"""Classify: upload a street picture; the verdict, where, why, and what the score means."""

import streamlit as st

from pages.shared import loaders, page_style, widgets
from pages.shared.classify_choices import decider, strategy_picker, way_picker
from pages.shared.classify_feedback import show_feedback
from pages.shared.classify_input import pictures
from pages.shared.classify_models import loading_notice, models_notice, usable_strategies
from pages.shared.classify_scores import forget_pictures, score_pictures, wait_for_models
from pages.shared.classify_table import show_bad_file, show_table
from pages.shared.classify_verdict import show_meaning, show_strategies, show_verdict
from pages.shared.classify_where import show_picture, show_why

page_style.tighten()
left, middle, right = st.columns(3)
with left:
    name = widgets.experiment_picker(label=True)
strategies = usable_strategies(name) if name else []
if not strategies:
    st.stop()
experiment = loaders.load(name)
with middle:
    strategy = strategy_picker(experiment, strategies)
with right:
    way = way_picker()
given = pictures(name)
if not given:
    forget_pictures()
    models_notice(name)
    loading_notice(name)
    st.stop()

models = wait_for_models(name)
models_notice(name)  # some are refused only as they load
if strategy not in models.ready:
    st.rerun()  # it was refused while it loaded: the picker now leaves it out
top = st.container()
by = decider(experiment, models.ready, strategy)
scored = score_pictures(given, name, way, models.ready)
with top:
    one = scored[0] if len(scored) == 1 else show_table(scored, by)
if one.result is None:
    show_bad_file(one)
    st.stop()
with top if len(scored) == 1 else st.container():
    verdict = show_verdict(one.result, by, one.note)
picture, meaning = st.columns(2, gap="large")
with picture:
    tile = show_picture(one, one.result, by)
    show_why(one, one.result, tile, by)
with meaning:
    show_meaning(one.result, by, loaders.load(name, 0))
    show_feedback(one, one.result, verdict, by)
    st.subheader("What every strategy says")
    show_strategies(one.result, by)
