"""Label: gathered images one at a time, by keys; what people see goes straight into training."""

from pages.shared import label_desk, page_style
from pages.shared.label_choices import label_bar

page_style.tighten()
chosen = label_bar()
if chosen is not None:
    label_desk.show_desk(chosen)
