"""The one place that speaks to the network: one request, one answer, no key in any error."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import requests
from urllib3.exceptions import ConnectTimeoutError, HTTPError, MaxRetryError

from core.collection.outcomes import ReplyLost, TryLater

MAX_BYTES = 20_000_000
CONNECT_S = 10.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whatever its status. retry_after_s: the wait asked for, None if none."""

    status: int
    content_type: str
    body: bytes
    retry_after_s: float | None


def fetch(
    url: str,
    *,
    timeout_s: float,
    headers: Mapping[str, str] | None = None,
    follow: bool = False,
) -> Answer:
    """Send one GET on a connection of its own and read the whole answer within ``timeout_s``.

    Raises TryLater if the request certainly never left, ReplyLost if it may have arrived. Nothing
    is retried here, and redirects are followed only on demand: the address may hold a key. An own
    connection, because one that the other side has closed meanwhile would leave open whether a
    request on it arrived.
    """
    begun = time.monotonic()
    try:
        with requests.get(
            url,
            headers={**(headers or {}), "Connection": "close"},
            timeout=(min(CONNECT_S, timeout_s), timeout_s),
            allow_redirects=follow,
            stream=True,
        ) as response:
            body = _read(response, begun + timeout_s)
    except (requests.RequestException, HTTPError) as error:
        # The message of the library holds the address, and with it the key: only its kind is told.
        raise _outcome(error) from None
    return Answer(
        status=response.status_code,
        content_type=response.headers.get("Content-Type", "").split(";")[0].strip().lower(),
        body=body,
        retry_after_s=_seconds(response.headers.get("Retry-After", "")),
    )


def _read(response: requests.Response, until: float) -> bytes:
    body = bytearray()
    # read1 returns what has come; iter_content would wait until a whole chunk is there.
    while chunk := response.raw.read1(65536, decode_content=True):
        body += chunk
        if len(body) > MAX_BYTES:
            raise ReplyLost(f"more than {MAX_BYTES:,} bytes came")
        if time.monotonic() > until:
            raise ReplyLost("the answer came too slowly")
    return bytes(body)


def _outcome(error: requests.RequestException | HTTPError) -> Exception:
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    kind = type(reason if isinstance(reason, Exception) else error).__name__
    no_connection = isinstance(
        error,
        requests.exceptions.ConnectTimeout
        | requests.exceptions.ProxyError
        | ValueError,  # an address that is none
    ) or isinstance(reason, ConnectTimeoutError)  # refused and unknown hosts are among these
    if no_connection:
        return TryLater(f"no connection ({kind})")
    return ReplyLost(f"the connection broke before the whole answer was there ({kind})")


def _seconds(text: str) -> float | None:
    """Read a Retry-After header: a number of seconds or a date.

    >>> _seconds("3"), _seconds("soon"), _seconds("Thu, 01 Jan 1970 00:00:00 GMT")
    (3.0, None, 0.0)
    """
    if text.strip().isdigit():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
