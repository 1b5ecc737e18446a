"""What a connector is and what it brings, as values."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from ipaddress import IPv4Network, IPv6Network

from portfolio.kernel.words import Word

Network = IPv4Network | IPv6Network


class ConnectorKind(Word):
    """What is asked."""

    PROMETHEUS = "prometheus", "Prometheus"
    JSON = "json", "JSON over HTTP"
    SQL = "sql", "SQL query"


class Digest(Word):
    """How the samples of a stretch become its number."""

    MEAN = "mean", "Mean"
    SUM = "sum", "Sum"
    MAX = "max", "Highest"
    MIN = "min", "Lowest"
    MEDIAN = "median", "Median"
    P95 = "p95", "95th percentile"
    LAST = "last", "Last"


class Authorization(Word):
    """How a web address is told who asks. A secret never goes into the address itself."""

    NONE = "none", "Nothing"
    BEARER = "bearer", "Token (Bearer)"
    BASIC = "basic", "User and password (Basic)"


class RunState(Word):
    """Where one run stands."""

    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


class Unfetched(Exception):
    """Nothing could be had. The text is a sentence for people; it never holds a secret."""

    def __init__(self, words: str, code: str) -> None:
        super().__init__(words)
        self.words = words
        self.code = code


@dataclass(frozen=True)
class Named:
    """A host that may be asked; `port` None is any."""

    host: str
    port: int | None = None


@dataclass(frozen=True)
class Allowed:
    """Whom connectors may ask: hosts by name, and networks by address.

    A name is only asked at addresses of the public internet, unless a network holds the address.
    """

    names: Sequence[Named] = ()
    networks: Sequence[Network] = ()


@dataclass(frozen=True)
class Limits:
    """Seconds to connect, seconds altogether, and the largest answer in bytes."""

    connect_s: float = 3.0
    total_s: float = 15.0
    largest: int = 1_000_000


@dataclass(frozen=True)
class Fetched:
    """One number for one day."""

    on: date
    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True)
class Stretch:
    """First and last day of what one number speaks of."""

    first: date
    last: date


@dataclass(frozen=True)
class Request:
    """Everything one run needs to know. `secret` is in the clear here and nowhere else."""

    kind: ConnectorKind
    address: str
    query: str
    date_path: str = ""
    digest: Digest = Digest.MEAN
    step_s: int = 300
    authorization: Authorization = Authorization.NONE
    secret: str = field(default="", repr=False)
    zone: str = "UTC"
    stretches: Sequence[Stretch] = ()
    today: date = date.min
