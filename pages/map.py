"""Map: the share flagged by city, corrected for errors, with the images behind it."""

import streamlit as st

from core.collection.city_shares import ALL_CITIES
from pages.shared import map_cities, map_images, map_words, page_style
from pages.shared.map_choices import map_bar, mapped

page_style.tighten()
chosen = map_bar()
if chosen is not None:
    images, cities = mapped(chosen)
    city = map_cities.chosen_city(cities)
    left, right = st.columns([4, 5], gap="medium")
    with left:
        map_cities.show_map(cities, city)
    with right:
        map_cities.show_table(cities, city)
    st.caption(map_words.reading(chosen.by, chosen.images))
    if cities["n_labelled"].any():
        st.caption(map_words.LABELLED)
    if city:
        part = images if city == ALL_CITIES else images[images["city"] == city]
        map_images.show_images(chosen.images, city, part)
    else:
        st.info(
            "Click a city, on the map or in the table, to see its images.",
            icon=":material/touch_app:",
        )
