"""One GET, bounded in every way: checked address, no redirect, no proxy, little time, few bytes."""

from __future__ import annotations

import base64
import contextlib
import http.client
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from metrics.connectors.addresses import checked
from metrics.values.connectors import Allowed, Authorization, Limits, Unfetched

PORTS = {"http": 80, "https": 443}
PIECE = 65_536


@dataclass(frozen=True)
class Target:
    """A web address taken apart."""

    scheme: str
    host: str
    port: int
    path: str


def target_of(address: str) -> Target:
    """Take a web address apart. Raises `Unfetched` for anything that is not plainly one."""
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        raise Unfetched("This is no web address.", "not_an_address") from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise Unfetched("A web address begins with https:// or http://.", "not_an_address")
    if parts.username is not None or parts.password is not None:
        raise Unfetched("Write user and password into their own field.", "secret_in_address")
    if any(ord(letter) <= 32 or ord(letter) == 127 for letter in address.strip()):
        raise Unfetched("A web address has no blanks in it.", "not_an_address")
    path = parts.path or "/"
    if parts.query:
        path = f"{path}?{parts.query}"
    return Target(parts.scheme, parts.hostname, port or PORTS[parts.scheme], path)


def fetch(
    address: str,
    allowed: Allowed,
    *,
    authorization: Authorization = Authorization.NONE,
    secret: str = "",
    limits: Limits = Limits(),  # noqa: B008 (frozen)
    context: ssl.SSLContext | None = None,
) -> bytes:
    """The body of a JSON answer. Raises `Unfetched` with a sentence for everything else."""
    target = target_of(address)
    ends = time.monotonic() + limits.total_s
    addresses = checked(target.host, target.port, allowed, limits.connect_s)
    connection = _Connection(target, addresses[0], limits, context)
    watch = threading.Timer(max(0.1, ends - time.monotonic()), connection.hang_up)
    watch.daemon = True
    watch.start()
    try:
        connection.request("GET", target.path, headers=_headers(target, authorization, secret))
        answer = connection.getresponse()
        if time.monotonic() >= ends:  # a header cut short when time was up reads like a whole one
            raise TimeoutError
        _check(target, answer)
        return _body(target, connection, answer, ends, limits.largest)
    except Unfetched:
        raise
    except TimeoutError:
        raise _too_slow(target, limits) from None
    except ssl.SSLError as error:
        words = getattr(error, "verify_message", "") or "the connection is not safe"
        raise Unfetched(f"{target.host}: {words}.", "tls_failed") from None
    except (OSError, http.client.HTTPException) as error:
        if time.monotonic() >= ends:
            raise _too_slow(target, limits) from None
        words = str(error) or type(error).__name__
        raise Unfetched(f"{target.host} cannot be reached: {words}.", "unreachable") from None
    finally:
        watch.cancel()
        connection.close()


def _too_slow(target: Target, limits: Limits) -> Unfetched:
    return Unfetched(f"{target.host} did not answer within {limits.total_s:g} seconds.", "too_slow")


class _Connection(http.client.HTTPConnection):
    """Connects to the address that was checked, whatever the name resolves to by then."""

    def __init__(
        self, target: Target, address: str, limits: Limits, context: ssl.SSLContext | None
    ) -> None:
        super().__init__(target.host, target.port, timeout=limits.connect_s)
        self._target, self._address, self._limits = target, address, limits
        self._context = context

    def connect(self) -> None:
        """Open the socket; a TLS one proves that it is the host asked for."""
        begun = time.monotonic()
        plain = socket.create_connection((self._address, self._target.port), self._limits.connect_s)
        plain.settimeout(max(0.1, self._limits.total_s - (time.monotonic() - begun)))
        if self._target.scheme == "https":
            context = self._context or ssl.create_default_context()
            self.sock = context.wrap_socket(plain, server_hostname=self._target.host)
        else:
            self.sock = plain

    def hang_up(self) -> None:
        """Time is up. A header that comes byte by byte would outlast any limit on one read."""
        with contextlib.suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


def _headers(target: Target, authorization: Authorization, secret: str) -> dict[str, str]:
    headers = {
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "User-Agent": "Almanac",
        "Connection": "close",
    }
    if authorization is Authorization.BEARER and secret:
        headers["Authorization"] = f"Bearer {secret}"
    if authorization is Authorization.BASIC and secret:
        headers["Authorization"] = f"Basic {base64.b64encode(secret.encode()).decode()}"
    return headers


def _check(target: Target, answer: http.client.HTTPResponse) -> None:
    if 300 <= answer.status < 400:
        raise Unfetched(
            f"{target.host} sends elsewhere (status {answer.status}); redirects are not followed. "
            "Enter the final address.",
            "redirected",
        )
    if answer.status in (401, 403):
        raise Unfetched(
            f"{target.host} does not let us in (status {answer.status}). Check the secret.",
            "not_let_in",
        )
    if answer.status != 200:
        raise Unfetched(f"{target.host} answered with status {answer.status}.", "bad_status")
    kind = answer.headers.get_content_type()
    if kind != "application/json" and not kind.endswith("+json"):
        raise Unfetched(f"{target.host} answered with {kind} instead of JSON.", "not_json")
    if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Unfetched(f"{target.host} packed its answer although asked not to.", "packed")


def _body(
    target: Target,
    connection: http.client.HTTPConnection,
    answer: http.client.HTTPResponse,
    ends: float,
    largest: int,
) -> bytes:
    """Piece by piece, so that an endless or trickling answer ends when time or room is up."""
    pieces, size = [], 0
    while True:
        left = ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        if connection.sock is not None:
            connection.sock.settimeout(left)
        piece = answer.read1(PIECE)
        if not piece:
            if time.monotonic() >= ends:
                raise TimeoutError
            break
        size += len(piece)
        if size > largest:
            raise Unfetched(
                f"{target.host} answered with more than {largest:,} bytes.", "too_large"
            )
        pieces.append(piece)
    return b"".join(pieces)
