"""Training: every strategy's history by epoch, and the runs that train now."""

from pages.shared import (
    page_style,
    training_choices,
    training_gap,
    training_live,
    training_panels,
    training_table,
)

page_style.tighten()
chosen = training_choices.choose()
if chosen is None:
    training_live.wait_for_the_first_run()
else:
    training_table.show_broken(chosen)
    training_live.show(chosen)
    training_panels.show(chosen)
    training_gap.show(chosen)
    training_table.show(chosen)
