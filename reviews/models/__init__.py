"""Review runs, the packets they build, warnings, and the meetings that read them."""

from reviews.models.activity import ActivityMark, ProductActivityDay
from reviews.models.group import GroupDecline
from reviews.models.letter import MeetingLetter
from reviews.models.meeting import AgendaTopic, Meeting
from reviews.models.packet import Packet
from reviews.models.packet_freeze import PacketFreeze
from reviews.models.packet_note import PacketNote
from reviews.models.run import PacketJob, ReviewRun
from reviews.models.schedule import QuarterStart, ReviewSchedule
from reviews.models.split import SplitAct, SplitDismissal
from reviews.models.warning import PortfolioWarning
from reviews.models.warning_due import WarningDue
from reviews.models.warning_event import WarningEvent

__all__ = [
    "ActivityMark",
    "AgendaTopic",
    "GroupDecline",
    "Meeting",
    "MeetingLetter",
    "Packet",
    "PacketFreeze",
    "PacketJob",
    "PacketNote",
    "PortfolioWarning",
    "ProductActivityDay",
    "QuarterStart",
    "ReviewRun",
    "ReviewSchedule",
    "SplitAct",
    "SplitDismissal",
    "WarningDue",
    "WarningEvent",
]
