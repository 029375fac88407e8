"""Compare: what each strategy finds and misses, at every threshold."""

from pages.shared import board_panel, chosen, downloads, page_style, reality, street, wishes

page_style.tighten()
shown = chosen.comparison_bar()
if shown is not None:
    board_panel.show(shown)
    reality.show(shown)
    wishes.show(shown)
    street.show(shown)
    downloads.show(shown)
