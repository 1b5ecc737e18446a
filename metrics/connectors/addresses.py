"""Whom a connector may reach. What is asked is the address connected to, not the one written."""

from __future__ import annotations

import re
import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLong
from ipaddress import (
    IPv4Address,
    IPv6Address,
    ip_address,
    ip_network,
)

from metrics.values.connectors import Allowed, Named, Network, Unfetched

Address = IPv4Address | IPv6Address

HOST = re.compile(
    r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*"
)
NUMBERS_ONLY = re.compile(r"(0x[0-9a-f]+|[0-9]+)(\.(0x[0-9a-f]+|[0-9]+))*\.?", re.IGNORECASE)

# `is_global` alone misses some of these on older Pythons, so they are written down.
NOT_PUBLIC: tuple[Network, ...] = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/128", "::1/128", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64",
        "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7",
        "fe80::/10", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip


def parse_allowed(text: str) -> Named | Network:
    """One entry of the list: `metrics.example.org`, with `:9090` if only that port, or a network.

    Raises `ValueError` with a sentence.
    """
    written = text.strip().lower()
    try:
        return ip_network(written, strict=True)
    except ValueError:
        pass
    host, colon, port = written.rpartition(":")
    if not colon:
        host, port = written, ""
    if not HOST.fullmatch(host) or NUMBERS_ONLY.fullmatch(host):
        raise ValueError(
            f"“{text.strip()[:80]}” is neither a host name nor a network such as 10.20.0.0/16."
        )
    if colon and not (port.isdigit() and 0 < int(port) < 65536):
        raise ValueError(f"“{port[:20]}” is no port.")
    return Named(host, int(port) if port else None)


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet."""
    if not address.is_global:
        return False
    return not any(
        address in network for network in NOT_PUBLIC if network.version == address.version
    )


def checked(host: str, port: int, allowed: Allowed, timeout_s: float) -> list[str]:
    """The addresses that may be connected to for `host`; raises `Unfetched` when there is none.

    Every spelling of an address goes through the resolver first and is judged by what comes out:
    decimal, octal and hexadecimal forms, IPv6 with an IPv4 inside, names pointing home.
    """
    name = host.rstrip(".").lower()
    found = [ip_address(text) for text in _resolved(name, port, timeout_s)]
    if not found:
        raise Unfetched(f"There is no host {name}.", "no_such_host")
    listed = any(one.host == name and one.port in (None, port) for one in allowed.names)
    fitting = [address for address in found if _may(address, listed, allowed.networks)]
    if fitting:
        return [str(address) for address in fitting]
    if not listed:
        raise Unfetched(
            f"{name}, port {port}, is not among the addresses connectors may ask. An administrator "
            "can allow it.",
            "address_not_allowed",
        )
    raise Unfetched(
        f"{name} leads to an address inside a private network, which is not allowed.",
        "private_address",
    )


def _may(address: Address, listed: bool, networks: Sequence[Network]) -> bool:
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    real: Address = mapped or address
    inside = any(real in network for network in networks if network.version == real.version)
    return inside or (listed and is_public(address))


def _resolved(name: str, port: int, timeout_s: float) -> list[str]:
    """What the resolver says; it has no limit of its own, so a thread waits for it."""
    pool = ThreadPoolExecutor(1)
    try:
        asked = pool.submit(socket.getaddrinfo, name, port, socket.AF_UNSPEC, socket.SOCK_STREAM)
        answers = asked.result(timeout_s)
    except TooLong:
        raise Unfetched(f"Nobody said in time where {name} is.", "resolver_slow") from None
    except (OSError, UnicodeError):
        return []
    finally:
        pool.shutdown(wait=False)
    return list(dict.fromkeys(str(answer[4][0]).partition("%")[0] for answer in answers))
