"""Settings for tests: servers of their own in a throw-away folder, told apart by process.

The first process of a run (the xdist controller) names the folder; the others inherit the name.
Nothing of the person who runs the tests is read: not their data folder, not their database.
"""

import os
import tempfile

KEPT = ("DATABASE_URL", "REDIS_URL")  # only where CI offers servers, under names of their own

if "ALMANAC_TEST_DATA" not in os.environ:
    folder = tempfile.mkdtemp(prefix="almanac-test-")
    os.chmod(folder, 0o711)
    os.environ["ALMANAC_TEST_DATA"] = folder
    for name in (*KEPT, "PORT", "ALMANAC_URL", "ALLOWED_HOSTS", "DEBUG"):
        os.environ.pop(name, None)

os.environ["ALMANAC_DATA"] = os.environ["ALMANAC_TEST_DATA"]
os.environ["SECRET_KEY"] = "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz"
os.environ["REDIS_PREFIX"] = f"test-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}:"
os.environ["LOG_LEVEL"] = "WARNING"
os.environ["TIME_ZONE"] = "UTC"

from portfolio.settings import *  # noqa: E402, F403

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# The real hash costs 50 ms a sign-in by design; tests sign in thousands of times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Looking at warnings behind every write of every test would only cost time; the tests that are about
# it say otherwise.
WARNINGS_FOLLOW_S = None
# Twenty programs at once ask more often in a minute than any one is meant to.
API_RATE = 1_000_000
