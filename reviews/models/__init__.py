"""Review runs, the packets they build, and warnings."""

from reviews.models.packet import Packet
from reviews.models.run import PacketJob, ReviewRun
from reviews.models.warning import PortfolioWarning

__all__ = ["Packet", "PacketJob", "PortfolioWarning", "ReviewRun"]
