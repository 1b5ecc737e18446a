"""Wrong settings: each refused at the start, in one line that names the setting.

Negative control: `test_right_settings_are_taken` holds the nearest right value of each, so a reader
that refused everything would fail too; `test_a_start_with_a_wrong_setting` runs the real program.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from portfolio import environment
from portfolio.environment import ROOT, WrongSetting

FILE = str(Path(__file__))

WRONG = [
    ("PORT", "eighty", "PORT is 'eighty'; it may be a whole number 1 to 65535."),
    ("PORT", "0", "PORT is '0'; it may be a whole number 1 to 65535."),
    ("PORT", "65536", "PORT is '65536'; it may be a whole number 1 to 65535."),
    ("PORT", "٣", "PORT is '٣'; it may be a whole number 1 to 65535."),
    ("DEBUG", "maybe", "DEBUG is 'maybe'; it may be yes or no."),
    ("SECRET_KEY", "short", "SECRET_KEY is too weak; it needs 32 random characters or more."),
    ("SECRET_KEY", "a" * 64, "SECRET_KEY is too weak; it needs 32 random characters or more."),
    ("ALMANAC_URL", "almanac.example", "ALMANAC_URL is not an address of the form http://…, https://…."),
    ("ALMANAC_URL", "https://almanac.example/path", "ALMANAC_URL may be only scheme and host, as https://almanac.example."),
    ("ALMANAC_URL", "https://almanac.example:port", "ALMANAC_URL is not an address."),
    ("ALLOWED_HOSTS", "a.example,*", "ALLOWED_HOSTS holds '*'; it may list host names, no '*'."),
    ("ALMANAC_DATA", "relative/folder", "ALMANAC_DATA is 'relative/folder'; it must be a full path, as /srv/almanac."),
    ("ALMANAC_DATA", FILE, f"ALMANAC_DATA is '{FILE}', which is a file; it must be a folder."),
    ("DATABASE_URL", "sqlite:///file", "DATABASE_URL is not an address of the form postgres://…, postgresql://…."),
    ("DATABASE_URL", "postgresql://user:secret@host", "DATABASE_URL names no database; it must end in /name."),
    ("DATABASE_URL", "postgresql://host:99999/name", "DATABASE_URL is not an address."),
    ("DATABASE_STATEMENT_TIMEOUT", "-1", "DATABASE_STATEMENT_TIMEOUT is '-1'; it may be a whole number 0 to 86400."),
    ("REDIS_URL", "localhost:6379", "REDIS_URL is not an address of the form redis://…, rediss://…, redis+socket://…."),
    ("TIME_ZONE", "Mars/Olympus", "TIME_ZONE is 'Mars/Olympus'; it may be a name as Europe/Berlin."),
    ("TIME_ZONE", "../../etc/passwd", "TIME_ZONE is '../../etc/passwd'; it may be a name as Europe/Berlin."),
    ("BODY_LIMIT_MB", "0", "BODY_LIMIT_MB is '0'; it may be a whole number 1 to 1024."),
    ("TRUSTED_PROXIES", "many", "TRUSTED_PROXIES is 'many'; it may be a whole number 0 to 5."),
    ("LOG_LEVEL", "LOUD", "LOG_LEVEL is 'LOUD'; it may be DEBUG, INFO, WARNING, ERROR."),
    ("EMAIL_FROM", "nobody", "EMAIL_FROM is 'nobody'; it may be one address as a@b.example."),
    ("EMAIL_URL", "mail.example", "EMAIL_URL is not an address of the form smtp://…, smtps://…."),
    ("REDIS_PREFIX", "a\nb", "REDIS_PREFIX holds a line break or another control character."),
]  # fmt: skip

RIGHT = [
    ("PORT", "8001", "port", 8001),
    ("DEBUG", "yes", "debug", True),
    ("DEBUG", "", "debug", False),
    ("ALMANAC_URL", "https://almanac.example/", "url", "https://almanac.example"),
    ("ALLOWED_HOSTS", "a.example, .b.example", "extra_hosts", ("a.example", ".b.example")),
    ("ALMANAC_DATA", "/srv/almanac", "data", Path("/srv/almanac")),
    ("DATABASE_URL", "postgresql:///x?host=/run", "database_url", "postgresql:///x?host=/run"),
    ("REDIS_URL", "redis+socket:///run/x.sock", "redis_url", "redis+socket:///run/x.sock"),
    ("TIME_ZONE", "Europe/Berlin", "time_zone", "Europe/Berlin"),
    ("BODY_LIMIT_MB", "1", "body_limit", 1024 * 1024),
    ("LOG_LEVEL", "debug", "log_level", "DEBUG"),
    ("EMAIL_FROM", "a@b.example", "email_from", "a@b.example"),
]


@pytest.mark.parametrize(("name", "value", "message"), WRONG)
def test_wrong_settings_are_refused_in_one_line(name: str, value: str, message: str) -> None:
    with pytest.raises(WrongSetting) as refused:
        environment.read({name: value})
    assert str(refused.value) == message


@pytest.mark.parametrize(("name", "value", "attribute", "meant"), RIGHT)
def test_right_settings_are_taken(name: str, value: str, attribute: str, meant: object) -> None:
    assert getattr(environment.read({name: value}), attribute) == meant


def test_a_password_is_never_part_of_a_refusal() -> None:
    with pytest.raises(WrongSetting) as refused:
        environment.read({"DATABASE_URL": "mysql://user:very-secret@host/name"})
    assert "very-secret" not in str(refused.value)


def test_two_checkouts_have_two_data_folders() -> None:
    folders = {environment.default_data_folder({}, Path(root)) for root in ("/a/one", "/a/two")}
    assert len(folders) == 2


def test_a_start_with_a_wrong_setting_is_one_line() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "up"],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "HOME": "/tmp", "PORT": "eighty"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == "Wrong setting: PORT is 'eighty'; it may be a whole number 1 to 65535.\n"
