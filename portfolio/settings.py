"""Django's settings, made from `portfolio.environment`; nothing here reads the environment."""

import os
import sys

import pghistory

from portfolio import addresses, environment
from portfolio.api_settings import API_RATE as API_RATE
from portfolio.api_settings import REST_FRAMEWORK as REST_FRAMEWORK
from portfolio.api_settings import SPECTACULAR_SETTINGS as SPECTACULAR_SETTINGS
from portfolio.logs import LOGGING as LOGGING
from portfolio.services import paths
from portfolio.services.secrets import secret_key

try:
    ENV = environment.read()
except environment.WrongSetting as wrong:
    sys.exit(f"Wrong setting: {wrong}")

ROOT = environment.ROOT
DATA = ENV.data

# ------------------------------------------------------------------ the installation
DEBUG = ENV.debug
SECRET_KEY = ENV.secret_key or secret_key(DATA)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", ENV.host, *ENV.extra_hosts]
CSRF_TRUSTED_ORIGINS = [ENV.url]
ALMANAC_URL = ENV.url
BODY_LIMIT = ENV.body_limit

# ------------------------------------------------------------------ parts
INSTALLED_APPS = [
    "portfolio",
    "reviews",
    "backlogs",
    "metrics",
    "products",
    "people",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_htmx",
    "template_partials",
    "django_filters",
    "pgtrigger",
    "pghistory",
    "rules",
    "axes",
    "csp",
    "django_structlog",
    "rest_framework",
    "drf_spectacular",
]

MIDDLEWARE = [
    "portfolio.middleware.requestid.RequestIdMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portfolio.middleware.database.DatabaseErrorMiddleware",
    "portfolio.middleware.body.BodyLimitMiddleware",
    "portfolio.middleware.characters.CharactersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portfolio.middleware.bearer.BearerMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "portfolio.middleware.refusals.RefusalMiddleware",
    "portfolio.middleware.moment.MomentMiddleware",
    "portfolio.middleware.access.AccessMiddleware",
    "axes.middleware.AxesMiddleware",
    "portfolio.middleware.warnings.WarningsMiddleware",
]

ROOT_URLCONF = "portfolio.urls"
WSGI_APPLICATION = "portfolio.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portfolio.shell.shell",
            ],
            "builtins": [
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "backlogs.templatetags.item_rows",
                "portfolio.templatetags.charts",
                "portfolio.templatetags.figures",
                "portfolio.templatetags.icons",
                "portfolio.templatetags.marks",
                "portfolio.templatetags.shell",
            ],
        },
    },
]
FORM_RENDERER = "portfolio.kernel.forms.FormRenderer"

# ------------------------------------------------------------------ data
DATABASES = {
    "default": addresses.database(
        ENV.database_url or paths.database_url(DATA), ENV.statement_timeout
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = ENV.redis_url or paths.redis_url(DATA)
REDIS_PREFIX = ENV.redis_prefix

# Who changed what is in `history`; `events` is the domain's own word for what happened to an item.
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(related_name="history")

# ------------------------------------------------------------------ people
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "people.backends.PersonBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "people:sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "people:sign-in"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_USERNAME_FORM_FIELD = "username"  # what `authenticate` is given; else nobody is counted
AXES_LOCKOUT_CALLABLE = "portfolio.views.errors.locked_out"
AXES_IPWARE_PROXY_COUNT = ENV.proxies

# ------------------------------------------------------------------ words and dates
LANGUAGE_CODE = "en-gb"
TIME_ZONE = ENV.time_zone
USE_I18N = True
USE_TZ = True

# ------------------------------------------------------------------ static files
STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
MEDIA_ROOT = DATA / "files"

# ------------------------------------------------------------------ browsers
_SELF = "'self'"
_NONE = "'none'"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [_NONE],
        "script-src": [_SELF],
        "style-src": [_SELF],
        "img-src": [_SELF, "data:"],
        "font-src": [_SELF],
        "connect-src": [_SELF],
        "form-action": [_SELF],
        "manifest-src": [_SELF],
        "base-uri": [_NONE],
        "frame-ancestors": [_NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb")
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "portfolio.views.errors.csrf_failure"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = f"almanac_{ENV.port}_session"
CSRF_COOKIE_NAME = f"almanac_{ENV.port}_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.is_https
SECURE_SSL_REDIRECT = ENV.is_https
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENV.is_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ENV.is_https
if ENV.proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# ------------------------------------------------------------------ requests
DATA_UPLOAD_MAX_MEMORY_SIZE = ENV.body_limit
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# ------------------------------------------------------------------ mail
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if ENV.email_url
    else "django.core.mail.backends.console.EmailBackend"
)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.email_from
vars().update(addresses.mail(ENV.email_url) if ENV.email_url else {})

# ------------------------------------------------------------------ Warnings
# Seconds a change waits for others, so that a burst of them is looked at once; None: only at night.
WARNINGS_FOLLOW_S: float | None = 2.0

# ------------------------------------------------------------------ checks and logs
# auth.W004: addresses are unique without regard to case, by a constraint Django cannot see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
if not ENV.is_https:
    SILENCED_SYSTEM_CHECKS += ["security.W004", "security.W008", "security.W012", "security.W016"]
LOGGING["root"]["level"] = ENV.log_level
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_USER_ID_FIELD = None
TEST_RUNNER = "django.test.runner.DiscoverRunner"
os.environ.setdefault("PGAPPNAME", "almanac")
