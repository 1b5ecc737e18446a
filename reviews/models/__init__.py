"""Review runs, the packets they build, and warnings."""

from reviews.models.packet import Packet
from reviews.models.run import PacketJob, ReviewRun
from reviews.models.split import SplitAct, SplitDismissal
from reviews.models.warning import PortfolioWarning
from reviews.models.warning_due import WarningDue
from reviews.models.warning_event import WarningEvent

__all__ = [
    "Packet",
    "PacketJob",
    "PortfolioWarning",
    "ReviewRun",
    "SplitAct",
    "SplitDismissal",
    "WarningDue",
    "WarningEvent",
]
