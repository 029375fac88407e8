"""Images: the pictures behind a number, the most wrong first; mark those with a wrong label."""

from pages.shared import chosen, images_choices, images_panel, page_style

page_style.tighten()
shown = chosen.comparison_bar(with_switch=False)
if shown is not None:
    table = images_panel.table_of(shown)
    choice = images_choices.choose(shown, table)
    images_panel.show(shown, table, choice)
