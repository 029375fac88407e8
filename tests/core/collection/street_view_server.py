"""Google Street View and Mapillary on 127.0.0.1, as documented, with faults on demand."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import threading
import time
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from tests.core.collection.street_world import jpeg_of, pano_at

KEY, TOKEN = "AIza/secret+key", "MLY|1|secret"
PATH = "/maps/api/streetview"


class StreetServer(ThreadingHTTPServer):
    """fault(kind, n, id): which fault, or None; n counts the requests of a kind, from 0.

    Kinds: metadata, image (Street View), search, entity, thumb (Mapillary). Faults: slow, 429,
    500, cut (half an answer), silent (none), html, wrong_type, torn (half a JPEG, said to be
    whole), denied, quota, missing, crowded (Mapillary).
    billed: how often each panorama was paid for.
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.lock = threading.Lock()
        self.fault = lambda kind, n, name: None
        self.retry_after, self.slow_s, self.signing_secret = None, 0.05, ""
        self.pano_at = pano_at
        self.billed, self.counts = Counter(), Counter()
        self.asked, self.begun_s = [], []
        self.in_flight = self.most_in_flight = 0

    def asked_of(self, kind):
        return [query for found, query in self.asked if found == kind]

    def handle_error(self, request, client_address):
        """A client that was killed is no error of the server."""


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        """Keep the tests' output clean."""

    def do_GET(self):
        server, parts = self.server, urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        with server.lock:
            server.begun_s.append(time.monotonic())
            server.in_flight += 1
            server.most_in_flight = max(server.most_in_flight, server.in_flight)
            self.answered = False
        try:
            if parts.path.startswith(PATH):
                self.street_view(parts, query)
            else:
                self.mapillary(parts, query)
        finally:
            self.answer()

    def answer(self):
        """Count the request as ended before its answer leaves: the next may follow at once."""
        with self.server.lock:
            self.server.in_flight -= not self.answered
            self.answered = True

    # --- Street View ---
    def street_view(self, parts, query):
        kind = "metadata" if parts.path == PATH + "/metadata" else "image"
        fault = self.note(kind, query, query.get("pano", ""))
        if query.get("key") != KEY or not self.is_signed(parts) or fault == "denied":
            return self.denied(kind)
        if kind == "metadata":
            return self.metadata(query, fault)
        if fault == "missing":
            return self.send(404, "text/plain", b"Not found")
        if fault not in ("429", "500"):
            with self.server.lock:
                self.server.billed[query["pano"]] += 1
        self.picture(jpeg_of(query["pano"]), fault)

    def metadata(self, query, fault):
        found = self.server.pano_at(*map(float, query["location"].split(",")))
        answer = {"status": "ZERO_RESULTS"}
        if fault == "quota":
            answer = {"status": "OVER_QUERY_LIMIT", "error_message": "You have exceeded it."}
        elif found:
            pano_id, lat, lon = found
            place = {"location": {"lat": lat, "lng": lon}, "pano_id": pano_id}
            answer = place | {"status": "OK", "date": "2019-07", "copyright": "© Google"}
        self.picture(json.dumps(answer).encode(), fault, "application/json")

    def denied(self, kind):
        if kind == "image":
            return self.send(403, "text/plain", f"Rejected: the key {KEY} is invalid.".encode())
        answer = {"status": "REQUEST_DENIED", "error_message": f"The API key {KEY} is invalid."}
        return self.send(200, "application/json", json.dumps(answer).encode())

    def is_signed(self, parts):
        if not self.server.signing_secret:
            return True
        unsigned, _, signature = f"{parts.path}?{parts.query}".partition("&signature=")
        key = base64.urlsafe_b64decode(self.server.signing_secret)
        right = hmac.new(key, unsigned.encode(), hashlib.sha1).digest()
        return signature == base64.urlsafe_b64encode(right).decode()

    # --- Mapillary ---
    def mapillary(self, parts, query):
        name = parts.path.removeprefix("/")
        kind = "search" if name == "images" else "thumb" if name.startswith("t/") else "entity"
        fault = self.note(kind, query, name)
        if kind != "thumb" and self.headers["Authorization"] != f"OAuth {TOKEN}":
            fault = "denied"
        if fault == "denied":
            error = {"message": f"Bad token {TOKEN}", "type": "OAuthException", "code": 190}
            return self.send(401, "application/json", json.dumps({"error": error}).encode())
        if fault == "quota":
            error = {"message": "Too many calls", "type": "OAuthException", "code": 4}
            return self.send(400, "application/json", json.dumps({"error": error}).encode())
        if fault == "crowded":
            message = "Please reduce the amount of data you're asking for, then retry"
            error = {"message": message, "type": "OAuthException", "code": 1}
            return self.send(500, "application/json", json.dumps({"error": error}).encode())
        if fault == "missing":
            return self.send(404, "text/plain", b"Not found")
        if kind == "thumb":
            return self.picture(jpeg_of(name.removeprefix("t/")), fault)
        if kind == "entity":
            answer = {"id": name, "thumb_1024_url": f"{self.server.url}/t/{name}?signed=1"}
        else:
            answer = {"data": self.images_in(query["bbox"])}
        return self.picture(json.dumps(answer).encode(), fault, "application/json")

    def images_in(self, bbox):
        west, south, east, north = map(float, bbox.split(","))
        found = self.server.pano_at((south + north) / 2, (west + east) / 2)
        if not found:
            return []
        about = {"captured_at": 1_600_000_000_000, "compass_angle": 12.34, "is_pano": False}
        middle = [(west + east) / 2, (south + north) / 2]
        thumb = f"{self.server.url}/t/{found[0]}?search=1"
        about = about | {"creator": {"username": "ann", "id": "1"}, "thumb_1024_url": thumb}
        image = about | {"id": found[0]}
        return [
            {**image, "id": "pano", "is_pano": True, "geometry": {"coordinates": middle}},
            {**image, "id": "far", "computed_geometry": {"coordinates": [west, south]}},
            {**image, "computed_geometry": {"type": "Point", "coordinates": middle}},
        ]

    # --- both ---
    def note(self, kind, query, name):
        with self.server.lock:
            n = self.server.counts[kind]
            self.server.counts[kind] += 1
            self.server.asked.append((kind, query))
        return self.server.fault(kind, n, name)

    def picture(self, body, fault, content_type="image/jpeg"):
        if fault == "slow":
            time.sleep(self.server.slow_s)
        if fault == "silent":
            return self.connection.shutdown(socket.SHUT_RDWR)
        if fault in ("429", "500"):
            return self.send(int(fault), "text/plain", b"Patience", self.server.retry_after)
        if fault == "html":
            return self.send(200, "text/html", b"<html>Log in to the guest network</html>")
        if fault == "wrong_type":
            return self.send(200, "application/octet-stream", body)
        if fault == "torn":
            return self.send(200, content_type, body[: len(body) // 2])
        return self.send(200, content_type, body, cut=fault == "cut")

    def send(self, status, content_type, body, retry_after=None, *, cut=False):
        self.answer()
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        if retry_after is not None:
            self.send_header("Retry-After", str(retry_after))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if cut else body)
        if cut:
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def running_server():
    server = StreetServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
