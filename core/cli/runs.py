"""python -m core check."""

from __future__ import annotations

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from core.runs.check import check_all


def check() -> None:
    """Read every run of every experiment; exit code 1 if any is broken."""
    reports = check_all()
    table = Table("experiment", "strategy", "fold", "images", "state")
    for r in reports:
        state = f"[red]broken:[/red] {escape(r.problem)}" if r.problem else "whole"
        table.add_row(
            escape(r.experiment), escape(r.strategy), str(r.fold), f"{r.n_images:,}", state
        )
    console = Console()
    console.print(table)
    n_broken = sum(bool(r.problem) for r in reports)
    console.print(f"{len(reports) - n_broken} runs whole, {n_broken} broken.")
    if n_broken:
        raise typer.Exit(1)
