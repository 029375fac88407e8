"""Gather: point by point in each city, until it has its images; the same set in whatever order."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from itertools import count

from core.collection.book import Book
from core.collection.cities import City
from core.collection.options import CollectOptions
from core.collection.outcomes import (
    BudgetSpent,
    NoPicture,
    ReplyLost,
    Stopped,
    TryLater,
    Unanswered,
)
from core.collection.patience import Patience
from core.collection.points import Point, point_in_disc
from core.collection.service import Place, Service
from core.errors import RaresightError

BARREN_POINTS = 500  # so many in a row without a new picture, and a city is given up
BAD_ANSWERS = 5  # so many in a row that cost money and gave nothing, and something is wrong


def gather(
    options: CollectOptions,
    service: Service,
    book: Book,
    *,
    stop: threading.Event,
    report: Callable[[int, int], None],
) -> list[str]:
    """Fetch what is missing; return the cities that have too few pictures to give.

    Which images are asked for depends on the points in their order alone: a city asks for its
    first ``per_city`` points that have a picture nobody asked for yet, and for the next ones in
    place of those that gave none. Answers may come in any order. ``report(kept, wanted)``.
    Raises Stopped once ``stop`` is set and all answers under way are stored.
    """
    patience = Patience(options.per_second, options.backoff_s, stop)
    with ThreadPoolExecutor(options.at_once) as pool:
        work = _Work(options, service, book, patience, report, pool)
        try:
            return [city.label for city in options.cities if not work.gather_city(city)]
        finally:
            stop.set()  # after an error, whoever waits for a turn need not


def n_held(options: CollectOptions, book: Book) -> int:
    """Count the images that are there, of those the options want."""
    return sum(min(book.n_kept[city.label], options.per_city) for city in options.cities)


@dataclass
class _Work:
    options: CollectOptions
    service: Service
    book: Book
    patience: Patience
    report: Callable[[int, int], None]
    pool: ThreadPoolExecutor
    lookups: dict[str, Future[Place | None]] = field(default_factory=dict)
    n_bad: int = 0

    def gather_city(self, city: City) -> bool:
        """Fill one city; False if it has no more pictures to give."""
        while (missing := self.options.per_city - self.book.n_kept[city.label]) > 0:
            self._check_budget()
            points = self._next_points(city, missing)
            if not points:
                return False
            self._fetch_all(points[: self._n_allowed()])
        return True

    def _n_allowed(self) -> int | None:
        limit = self.options.n_may_bill
        return None if limit is None or not self.service.bills else limit - self.book.n_spent

    def _check_budget(self) -> None:
        allowed = self._n_allowed()
        if allowed is not None and allowed <= 0:
            raise BudgetSpent(
                f"The budget pays for {self.options.n_may_bill:,} requests; {self.book.n_spent:,} "
                "may have been billed in this experiment. Raise --budget-usd to go on."
            )

    def _next_points(self, city: City, n: int) -> list[str]:
        """Return the next n points whose picture nobody asked for; fewer at the end of a city."""
        claimed, chosen, barren = self.book.claimed, [], 0
        for point in self._looked_up(city):
            place = self.book.places[point]
            if point in self.book.state:
                barren = 0
            elif place is None or place.pano_id in claimed:
                barren += 1
            else:
                barren = 0
                claimed.add(place.pano_id)
                chosen.append(point)
            if len(chosen) == n or barren == BARREN_POINTS:
                break
        return chosen

    def _looked_up(self, city: City) -> Iterator[str]:
        """Yield the city's points in order once the book knows what is there, looking ahead."""
        for k in count():
            ahead = [
                point_in_disc(city, self.options.seed, k + i) for i in range(self.options.at_once)
            ]
            for point in ahead:
                if point.text not in self.book.places and point.text not in self.lookups:
                    self.lookups[point.text] = self.pool.submit(self._find, point)
            point = ahead[0].text
            if point not in self.book.places:
                self.book.found(city.label, point, self.lookups.pop(point).result())
            yield point

    def _find(self, point: Point) -> Place | None:
        return self.patience.ask(lambda: self.service.find(point))

    def _fetch_all(self, points: list[str]) -> None:
        futures = [self.pool.submit(self._fetch, point) for point in points]
        problem: Exception | None = None
        for future in as_completed(futures):
            try:
                future.result()
            except (RaresightError, Stopped) as error:
                self.patience.stop.set()  # what is under way is still stored, nothing new begins
                if problem is None or isinstance(problem, Stopped):
                    problem = error
        if problem:
            raise problem

    def _fetch(self, point: str) -> None:
        try:
            picture = self.patience.ask(lambda: self._attempt(point))
        except (NoPicture, ReplyLost) as error:
            self.book.nothing(point, str(error))
            self._count_bad(str(error))
            return
        self.book.keep(point, picture)
        self.n_bad = 0
        self.report(n_held(self.options, self.book), self.options.n_wanted)

    def _attempt(self, point: str) -> bytes:
        if self.service.bills:
            self.book.asking(point)
        try:
            return self.service.picture(self.book.places[point])
        except (TryLater, RaresightError):
            if self.service.bills:
                self.book.unbilled(point)
            raise

    def _count_bad(self, why: str) -> None:
        self.n_bad += 1
        if self.n_bad >= BAD_ANSWERS:
            raise Unanswered(
                f"{self.n_bad} answers in a row gave no picture, the last because {why}. They may "
                "have been billed and are not asked for again. See that the network is no guest "
                "network with a login page, then run the same command again: it goes on."
            )
