"""No spelling of an address reaches what an administrator did not allow."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest

from metrics.connectors.addresses import checked, is_public, parse_allowed
from metrics.connectors.fetching import fetch
from metrics.values.connectors import Allowed, Limits, Named, Unfetched
from tests.metrics.servers import web_server

LOCAL = (
    "127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "2130706433", "0x7f000001", "0x7f.1",
    "0177.0.0.1", "017700000001", "0177.0x0.1", "0.0.0.0", "0", "localhost", "LOCALHOST",
    "localhost.", "[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "[::127.0.0.1]", "[::]", "[64:ff9b::127.0.0.1]", "[::ffff:0:127.0.0.1]", "127.0.0.1.",
    "①②⑦.0.0.1",
)  # fmt: skip
SOON = Limits(connect_s=2, total_s=3)


@pytest.mark.parametrize("allowed", [Allowed(), Allowed(names=(Named("localhost"),))])
def test_no_spelling_reaches_a_local_listener(allowed: Allowed) -> None:
    assert len(LOCAL) == 25
    with web_server({"value": 1}) as server:
        for host in LOCAL:
            with pytest.raises(Unfetched):
                fetch(f"http://{host}:{server.port}/", allowed, limits=SOON)
        assert server.asked == []
        # Negative control: allowed on purpose, the same listener answers.
        here = Allowed(networks=(ip_network("127.0.0.1/32"),))
        assert fetch(server.url("/"), here, limits=SOON) == b'{"value": 1}'


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("10.1.2.3", False),
        ("172.31.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),  # carriers' own
        ("169.254.169.254", False),  # what clouds tell their machines
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("64:ff9b::a00:1", False),  # 10.0.0.1 behind a translator
        ("2002:7f00:1::", False),  # 127.0.0.1 in a tunnel
        ("fd00::1", False),
        ("fe80::1", False),
        ("ff02::1", False),
    ],
)
def test_what_belongs_to_the_public_internet(text: str, public: bool) -> None:
    assert is_public(ip_address(text)) is public


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Metrics.Example.org", Named("metrics.example.org")),
        ("metrics.example.org:9090", Named("metrics.example.org", 9090)),
        ("10.20.0.0/16", ip_network("10.20.0.0/16")),
        ("127.0.0.1", ip_network("127.0.0.1/32")),
        ("::1", ip_network("::1/128")),
    ],
)
def test_an_entry_of_the_list(text: str, entry: object) -> None:
    assert parse_allowed(text) == entry


@pytest.mark.parametrize(
    "text", ["", "*", "*.example.org", "10.20.0.1/16", "0x7f.1", "a b", "host:0", "host:x", "-a"]
)
def test_what_is_no_entry(text: str) -> None:
    with pytest.raises(ValueError, match=r"neither a host name|is no port"):
        parse_allowed(text)


def test_a_name_that_leads_inside_is_refused_although_it_is_listed() -> None:
    listed = Allowed(names=(Named("localhost", 80),))
    with pytest.raises(Unfetched, match="inside a private network") as refused:
        checked("localhost", 80, listed, 2)
    assert refused.value.code == "private_address"
    with pytest.raises(Unfetched, match="port 81, is not among the addresses"):
        checked("localhost", 81, listed, 2)
    inside = Allowed(listed.names, (ip_network("127.0.0.0/8"), ip_network("::1/128")))
    assert "127.0.0.1" in checked("localhost", 80, inside, 2)


def test_a_name_nobody_has() -> None:
    with pytest.raises(Unfetched, match=r"There is no host nobody\.invalid"):
        checked("nobody.invalid", 443, Allowed(names=(Named("nobody.invalid"),)), 3)
