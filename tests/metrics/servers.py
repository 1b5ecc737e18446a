"""Other people's servers, well and badly behaved, on loopback."""

from __future__ import annotations

import contextlib
import gzip
import json
import socket
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

from django.db import connection


@dataclass
class Answers:
    """Where the server is, what it was asked, and when to stop what never ends."""

    port: int = 0
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    document: Any = None

    def url(self, path: str) -> str:
        """An address on it."""
        return f"http://127.0.0.1:{self.port}{path}"


class _Handler(BaseHTTPRequestHandler):
    answers: ClassVar[Answers]

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        """By the first part of the path."""
        self.answers.asked.append(self.path)
        self.answers.headers.append(dict(self.headers))
        name = self.path.split("?")[0].strip("/").split("/")[0].replace("-", "_") or "document"
        with contextlib.suppress(OSError):
            getattr(self, f"answer_{name}", self.answer_document)()

    def send(self, body: bytes, kind: str = "application/json", **headers: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def answer_document(self) -> None:
        self.send(json.dumps(self.answers.document).encode())

    def answer_metrics(self) -> None:
        self.send(self.answers.document, "text/plain; version=0.0.4")

    def answer_html(self) -> None:
        self.send(b"<h1>Sign in</h1>", "text/html")

    def answer_broken(self) -> None:
        self.send(b'{"value": 1')

    def answer_nan(self) -> None:
        self.send(b'{"value": NaN}')

    def answer_deep(self) -> None:
        self.send(b"[" * 100_000 + b"]" * 100_000)

    def answer_error(self) -> None:
        self.send_error(500)

    def answer_closed(self) -> None:
        self.send_error(401)

    def answer_elsewhere(self) -> None:
        self.send_response(302)
        self.send_header("Location", f"http://127.0.0.1:{self.answers.port}/document")
        self.end_headers()

    def answer_packed(self) -> None:
        self.send(gzip.compress(b" " * 10_000_000), Content_Encoding="gzip")

    def answer_slow(self) -> None:
        self.answers.over.wait(20)

    def answer_trickle(self) -> None:
        """A header, a letter at a time: no single read takes long."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not self.answers.over.wait(0.05):
            self.wfile.write(b"x")

    def answer_endless(self) -> None:
        self.send(b"[")
        while not self.answers.over.is_set():
            self.wfile.write(b"1," * 10_000)


@contextlib.contextmanager
def web_server(document: Any = None) -> Iterator[Answers]:
    """A web server that answers `document` everywhere but under the paths named above."""
    answers = Answers(document=document)
    handler = type("Handler", (_Handler,), {"answers": answers})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    answers.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield answers
    finally:
        answers.over.set()
        server.shutdown()
        server.server_close()


class _Pipe(socketserver.BaseRequestHandler):
    """Carries bytes between a TCP caller and PostgreSQL's own socket."""

    path: ClassVar[str]

    def handle(self) -> None:
        with socket.socket(socket.AF_UNIX) as inside:
            inside.connect(self.path)
            back = threading.Thread(target=_carry, args=(inside, self.request), daemon=True)
            back.start()
            _carry(self.request, inside)
            back.join(5)


def _carry(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(65_536):
            sink.sendall(piece)
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_WR)


@contextlib.contextmanager
def postgres_over_tcp() -> Iterator[int]:
    """A port on loopback behind which the tests' own PostgreSQL answers."""
    parameters = connection.get_connection_params()
    path = f"{parameters['host']}/.s.PGSQL.{parameters.get('port') or 5432}"
    handler = type("Pipe", (_Pipe,), {"path": path})
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
