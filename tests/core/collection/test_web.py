import socket
import threading
from contextlib import contextmanager

import pytest

from core.collection.outcomes import ReplyLost, TryLater
from core.collection.web import fetch


@contextmanager
def answering(*parts, pause_s=0.0):
    """Answer one connection with some bytes, a pause between them; yield its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        ended = threading.Event()

        def answer():
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                for part in parts:
                    connection.sendall(part)
                    if ended.wait(pause_s):
                        return

        thread = threading.Thread(target=answer)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/x?key=secret"
        finally:
            ended.set()
            thread.join()


def test_an_answer_comes_whole_with_its_type_and_the_wait_it_asks_for():
    head = b"HTTP/1.1 429 Slow\r\nContent-Type: Text/Plain; charset=x\r\nRetry-After: 7\r\n\r\nno"
    with answering(head) as url:
        answer = fetch(url, timeout_s=5)
    assert (answer.status, answer.content_type, answer.body) == (429, "text/plain", b"no")
    assert answer.retry_after_s == 7


def test_a_refused_connection_is_a_request_that_never_left():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(TryLater, match="no connection") as error:
        fetch(f"http://127.0.0.1:{port}/x?key=secret", timeout_s=5)
    assert "secret" not in repr(error.value)
    assert error.value.__suppress_context__


@pytest.mark.parametrize("url", ["nowhere", "http://", "http://no-such-host.invalid/x?key=secret"])
def test_an_address_that_is_none_is_a_request_that_never_left(url):
    with pytest.raises(TryLater):
        fetch(url, timeout_s=5)


@pytest.mark.parametrize(
    "parts", [(), (b"HTTP/1.1 2",), (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",)]
)
def test_a_connection_cut_at_any_point_may_have_been_billed(parts):
    with answering(*parts) as url, pytest.raises(ReplyLost) as error:
        fetch(url, timeout_s=5)
    assert "secret" not in str(error.value)


def test_silence_after_the_request_may_have_been_billed():
    with answering(b"", pause_s=30) as url, pytest.raises(ReplyLost):
        fetch(url, timeout_s=0.2)


def test_an_answer_that_drips_for_ever_is_given_up():
    drops = [b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n", *[b"x"] * 99]
    with answering(*drops, pause_s=0.05) as url, pytest.raises(ReplyLost, match="too slowly"):
        fetch(url, timeout_s=0.3)


def test_a_redirect_is_not_followed_with_a_key_in_the_address():
    head = b"HTTP/1.1 302 Found\r\nLocation: http://elsewhere.invalid/\r\nContent-Length: 0\r\n\r\n"
    with answering(head) as url:
        assert fetch(url, timeout_s=5).status == 302
