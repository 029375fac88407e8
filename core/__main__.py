"""The command line: python -m core COMMAND."""

from __future__ import annotations

import sys

import typer
from rich.console import Console
from rich.markup import escape

from core.cli.collect import collect
from core.cli.datasets import import_, rendered, tiles
from core.cli.runs import check
from core.cli.scenes import scenes
from core.cli.score import score
from core.cli.score_gathered import score_gathered_
from core.cli.training import train
from core.errors import RaresightError

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
app.command()(check)
app.command()(collect)
app.command("import")(import_)
app.command()(rendered)
app.command()(scenes)
app.command()(score)
app.command("score-gathered")(score_gathered_)
app.command()(tiles)
app.command()(train)


@app.callback()
def raresight() -> None:
    """Raresight: datasets, training and checks behind the dashboard."""


def main() -> None:
    """Run a command; a user's mistake prints its sentence, not a traceback."""
    try:
        app()
    except RaresightError as error:
        Console(stderr=True).print(f"[red]Error:[/red] {escape(str(error))}")
        sys.exit(2)


if __name__ == "__main__":
    main()
