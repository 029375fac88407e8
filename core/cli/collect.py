"""python -m core collect: street images from Google Street View or Mapillary."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from core.cli.progress import progress_bar
from core.collection.cities import load_cities
from core.collection.launch import Gathered, run_gathering
from core.collection.options import CollectOptions
from core.collection.plan import Plan, make_plan
from core.collection.price import STREET_VIEW_USD_PER_1000, n_affordable
from core.collection.sources import open_service
from core.collection.terms import TERMS
from core.errors import RaresightError
from core.home import CHECKOUT, data_folder


def collect(
    cities: Annotated[
        Path, typer.Option(help="CSV: name, state, lat, lon, radius_km. Default: 50 US cities.")
    ] = CHECKOUT / "data" / "cities.csv",
    per_city: Annotated[int, typer.Option(min=1, help="Images wanted in each city.")] = 500,
    experiment: Annotated[str, typer.Option(help="Name of the experiment.")] = "gathered",
    source: Annotated[str, typer.Option(help="street_view or mapillary.")] = "street_view",
    seed: Annotated[int, typer.Option(help="Other seed, other places.")] = 0,
    heading: Annotated[
        str, typer.Option(help="Street View: random, or building: towards the random point.")
    ] = "random",
    fov: Annotated[
        float, typer.Option(min=10, max=120, help="Street View: field of view, degrees.")
    ] = 90,
    pitch: Annotated[
        float, typer.Option(min=-90, max=90, help="Street View: up or down, degrees.")
    ] = 0,
    search_m: Annotated[int, typer.Option(min=5, max=200, help="Camera at most so far off.")] = 50,
    at_once: Annotated[int, typer.Option(min=1, max=32, help="Requests in flight.")] = 4,
    per_second: Annotated[float, typer.Option(min=0.01, help="Requests begun a second.")] = 10,
    timeout_s: Annotated[float, typer.Option(min=0.1, help="Longest wait for an answer.")] = 30,
    backoff_s: Annotated[float, typer.Option(min=0, help="First wait when told to wait.")] = 1,
    usd_per_1000: Annotated[
        float, typer.Option(min=0, help="Price of 1,000 Street View images.")
    ] = STREET_VIEW_USD_PER_1000,
    budget_usd: Annotated[
        float | None, typer.Option(min=0, help="Hard stop, over all runs of the experiment.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before it starts.")] = False,
) -> None:
    """Gather street images at random places in cities; goes on where it was, pays nothing twice."""
    price = 0.0 if source == "mapillary" else usd_per_1000
    options = CollectOptions(
        experiment=experiment,
        cities=tuple(load_cities(cities)),
        per_city=per_city,
        source=source,
        seed=seed,
        heading=heading,
        fov_deg=fov,
        pitch_deg=pitch,
        search_m=search_m,
        at_once=at_once,
        per_second=per_second,
        n_may_bill=None if budget_usd is None else n_affordable(budget_usd, price),
        timeout_s=timeout_s,
        backoff_s=backoff_s,
    )
    open_service(options)  # a missing key is said before anything else
    console = Console()

    def say(text: str) -> None:
        console.print(text, highlight=False, markup=False)

    plan = make_plan(options, price, say=say)
    console.print(f"{escape(TERMS[source])}\n", highlight=False, soft_wrap=True)
    console.print(escape(plan.text), highlight=False, soft_wrap=True)
    if not plan.n_missing:
        return
    if not yes and not typer.confirm("Gather them?"):
        console.print("Nothing was asked.")
        raise typer.Exit(1)
    with progress_bar("Gathering", "images", console) as report:
        gathered = run_gathering(options, report=report, say=say)
    _print_end(console, options, plan, gathered)


def _print_end(console: Console, options: CollectOptions, plan: Plan, gathered: Gathered) -> None:
    folder = data_folder(options.experiment)
    console.print(
        f"{gathered.n_kept:,} of {options.n_wanted:,} images are in {folder / 'images'}, a row "
        f"each in gathered.csv. {plan.spent_text(gathered.n_spent)}",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )
    n_without = gathered.n_lost + gathered.n_nothing
    if n_without:
        console.print(
            f"{n_without:,} requests gave no picture (answer lost or unusable); they are not asked "
            "again, the next places stand in for them."
        )
    if gathered.short:
        console.print(f"Too few pictures: {escape(', '.join(gathered.short))}.", highlight=False)
    if gathered.problem:
        raise RaresightError(gathered.problem)
    if gathered.stopped:
        console.print("Stopped. Run the same command again to continue.")
        raise typer.Exit(130)
    console.print("Next: label them on the Label page of the dashboard (`make run`).")
