"""What a run is about to ask, and what it may cost: said before it starts."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass

from core.collection.book import Book
from core.collection.gather import n_held
from core.collection.gathered import gathered_path
from core.collection.journal import journal_path
from core.collection.lock import gathering_lock
from core.collection.options import CollectOptions
from core.collection.price import cost_usd
from core.datasets.manifest import manifest_path
from core.errors import RaresightError
from core.home import data_folder

BYTES_PER_IMAGE = 300_000  # of a detailed street at 1,024 px; at 640 px about a third


@dataclass(frozen=True, slots=True)
class Plan:
    """n_missing: images still wanted. n_spent: requests that may have been billed so far."""

    options: CollectOptions
    usd_per_1000: float
    n_gone: int
    n_missing: int
    n_spent: int

    @property
    def text(self) -> str:
        """Say what is held, what is missing, and what that may cost."""
        options = self.options
        lines = [
            f"{options.n_wanted:,} images wanted in {len(options.cities)} cities for "
            f"{options.experiment!r}; {options.n_wanted - self.n_missing:,} of them are held."
        ]
        if self.n_gone:
            lines.append(
                f"{self.n_gone:,} that were held are no longer in images/; others replace them."
            )
        if not self.n_missing:
            lines.append("Nothing to do.")
        elif options.source == "mapillary":
            lines.append("0 billable requests: Mapillary is free.")
        else:
            lines.append(
                f"About {self.n_missing:,} billable requests, {self._usd(self.n_missing)} at "
                f"{self.usd_per_1000:.2f} USD per 1,000 (what Google gives free each month is not "
                "subtracted)."
            )
            if self.n_spent:
                lines.append(self.spent_text(self.n_spent))
        if self.n_missing and options.n_may_bill is not None:
            left = max(0, options.n_may_bill - self.n_spent)
            lines.append(f"The budget stops it after {left:,} billable requests.")
        return "\n".join(lines)

    def spent_text(self, n_spent: int) -> str:
        """Say what the experiment may have cost so far."""
        if self.options.source == "mapillary":
            return "Nothing was billed."
        return (
            f"{n_spent:,} requests of this experiment may have been billed, {self._usd(n_spent)}."
        )

    def _usd(self, n_requests: int) -> str:
        return f"{cost_usd(n_requests, self.usd_per_1000):,.2f} USD"


def make_plan(options: CollectOptions, usd_per_1000: float, *, say: Callable[[str], None]) -> Plan:
    """Read what is held; waits for a run before this one that is storing its last answers."""
    folder = data_folder(options.experiment)
    if journal_path(folder).is_file():
        with gathering_lock(folder, wait_s=options.timeout_s + 30, say=say):
            book = Book(folder)
    else:
        book = Book(folder)
        _check_new(options.experiment)
    book.check_settings(options.settings)
    plan = Plan(
        options=options,
        usd_per_1000=usd_per_1000,
        n_gone=book.n_gone,
        n_missing=options.n_wanted - n_held(options, book),
        n_spent=book.n_spent,
    )
    _check_room(plan)
    return plan


def _check_new(experiment: str) -> None:
    for path in (manifest_path(experiment), gathered_path(experiment)):
        if path.is_file():
            raise RaresightError(
                f"{path} is there, and no {journal_path(path.parent).name} beside it, which says "
                "what was paid for; expected a new experiment, or one gathered on this machine. "
                "Choose another --experiment."
            )


def _check_room(plan: Plan) -> None:
    """An image that finds no room on the disk would be paid for and lost."""
    data_folder().mkdir(parents=True, exist_ok=True)
    free, needed = shutil.disk_usage(data_folder()).free, plan.n_missing * BYTES_PER_IMAGE
    if free < needed:
        raise RaresightError(
            f"{data_folder()} has {free / 1e6:,.0f} MB of room; {plan.n_missing:,} images need "
            f"about {needed / 1e6:,.0f} MB. Free some space, or ask for fewer images."
        )
