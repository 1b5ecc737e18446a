"""Persons with their roles and tokens, what they are told, the organisation they work for,
and the links they share pages by."""

from people.models.mail_choice import MailRefusal
from people.models.notification import Notification, NotificationKind
from people.models.organisation import Organisation
from people.models.person import Person, PersonQuerySet
from people.models.share_link import ShareLink, ShareLinkQuerySet
from people.models.token import AccessToken, KeptAnswer

__all__ = [
    "AccessToken",
    "KeptAnswer",
    "MailRefusal",
    "Notification",
    "NotificationKind",
    "Organisation",
    "Person",
    "PersonQuerySet",
    "ShareLink",
    "ShareLinkQuerySet",
]
