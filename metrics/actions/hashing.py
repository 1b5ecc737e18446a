"""Who used something, countable and not nameable."""

from django.utils.crypto import salted_hmac

SALT = "metrics.usage"


def hashed(person: str) -> str:
    """A person's name in a source as 64 hexadecimal digits, the same each time.

    Keyed with the installation's secret, so that a list of all addresses of a company is not
    enough to find out who it was. Case and blanks around make no difference.
    """
    return salted_hmac(SALT, person.strip().casefold(), algorithm="sha256").hexdigest()
