"""The progress bar of long commands: how many, how fast, how long still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import Progress, ProgressColumn, Task, TimeRemainingColumn
from rich.text import Text


class RateColumn(ProgressColumn):
    """Shows how many a second."""

    def __init__(self, unit: str) -> None:
        super().__init__()
        self.unit = unit

    def render(self, task: Task) -> Text:
        """Write the rate, or a dash before there is one."""
        return Text(f"{task.speed:,.0f} {self.unit}/s" if task.speed else "-")


@contextmanager
def progress_bar(what: str, unit: str, console: Console) -> Iterator[Callable[[int, int], None]]:
    """Yield ``report(done, all)``; Ctrl-C ends the command with a sentence and exit code 130."""
    columns = (*Progress.get_default_columns()[:-1], RateColumn(unit), TimeRemainingColumn())
    try:
        with Progress(*columns, console=console) as progress:
            bar = progress.add_task(what, total=None)
            yield lambda done, n: progress.update(bar, completed=done, total=n)
    except KeyboardInterrupt:
        console.print("Stopped. Run the same command again to continue.")
        raise typer.Exit(130) from None
