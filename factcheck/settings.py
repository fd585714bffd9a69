"""All settings, read from the environment. docs/operations.md describes each variable."""

import json
import os
from pathlib import Path
from urllib.parse import urlsplit

import structlog
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from environs import Env

from factcheck.web.redaction import redact

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()
# Read when numpy is loaded: its own threads only get in the way of the workers and web threads that share the cores.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Everything the desk keeps on this machine beside its database.
DESK_HOME = Path(env.str("DESK_HOME", str(BASE_DIR / "var"))).absolute()

# --- where the engines are -------------------------------------------------------------------------------------------
# Settings start nothing. Without addresses in the environment, those of `manage.py engines` are used.
ENGINES_FILE = Path(env.str("ENGINES_FILE", str(DESK_HOME / "engines.json")))
_engines = json.loads(ENGINES_FILE.read_text()) if ENGINES_FILE.exists() else {}
_database_url = env.str("DATABASE_URL", "") or _engines.get("database_url", "")
DATABASE_KNOWN = bool(_database_url)
REDIS_URL = env.str("REDIS_URL", "") or _engines.get("redis_url", "redis://127.0.0.1:6379/0")

# --- who we are ------------------------------------------------------------------------------------------------------
DEMO = env.bool("DEMO", False)
DEBUG = env.bool("DEBUG", False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
PUBLIC_ORIGIN = env.str("PUBLIC_ORIGIN", "http://127.0.0.1:8000")
LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "::1", "testserver"}
SECRET_KEY = env.str("SECRET_KEY", "")
if not SECRET_KEY:
    if not set(ALLOWED_HOSTS) <= LOOPBACK:
        raise ImproperlyConfigured("SECRET_KEY is not set. Set it to a long random text that only this server knows.")
    SECRET_KEY = get_random_secret_key()
if DEMO and not set(ALLOWED_HOSTS) <= LOOPBACK:
    raise ImproperlyConfigured("DEMO=1 serves this machine only; remove DEMO or the foreign names in ALLOWED_HOSTS.")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", [])
HTTPS = urlsplit(PUBLIC_ORIGIN).scheme == "https"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "csp",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "drf_spectacular",
    "knox",
    "pgtrigger",
    "rest_framework",
    "factcheck.apps.FactcheckConfig",
    "factcheck.ledger",
    "factcheck.accounts",
    "factcheck.notices",
    "factcheck.jobs",
    "factcheck.once",
    "factcheck.outside",
    "factcheck.readers",
    "factcheck.webhooks",
    "claims",
    "reviews",
]
SITE_ID = 1

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "factcheck.health.probes",
    "factcheck.web.middleware.RequestLog",
    "factcheck.web.middleware.open_to_scripts",
    "factcheck.web.middleware.sizes",
    "factcheck.web.middleware.encodings",
    "factcheck.web.middleware.Problems",
    "factcheck.accounts.middleware.desk_at_hand",
    "factcheck.web.middleware.public_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "factcheck.accounts.middleware.desk_clock",
    "django_htmx.middleware.HtmxMiddleware",
    "factcheck.web.middleware.private_pages",
    "factcheck.once.middleware.DeskApi",
]
ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "factcheck" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "factcheck.accounts.context.desk",
                "factcheck.notices.context.notices",
            ],
            "builtins": ["factcheck.web.filters"],
        },
    }
]

# --- database --------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.dj_db_url("DATABASE_URL", _database_url or "postgresql://localhost/no-database-is-known")}
_SESSION = "-c lock_timeout=3000 -c statement_timeout=15000 -c idle_in_transaction_session_timeout=30000"
DATABASES["default"]["OPTIONS"] = {"options": _SESSION}
if env.str("FACTCHECK_PROCESS", "") == "web":
    # Only the web server pools: Celery closes pools around each task.
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 2, "max_size": 8, "timeout": 5}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
PREPARED_STATEMENTS = env.bool("PREPARED_STATEMENTS", True)  # off behind a pooler that changes connections in between
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "desk_cache",
        # Sign-in attempts are counted here: names that somebody invents must not push out the counts of the others.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Of one web process: how often each person asked within the minute is worth no six queries a request.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "process"},
    # Of one web process: how often each network address asked, hashed. Many, so that none pushes out another's count.
    "addresses": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "addresses",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
    # Of one web process too: wrong tokens, by address, apart from the pace above.
    "attempts": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "attempts",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}

# --- people ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "byline", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "factcheck.accounts.adapter.ClosedDoor"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation link, sent by mail, is the verification
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody can make us write to strangers
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/5m/key", "reset_password": "20/m/ip,5/m/key"}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = False
ALLAUTH_TRUSTED_PROXY_COUNT = NUM_PROXIES = env.int("NUM_PROXIES", 0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_FAILURE_VIEW = "factcheck.web.problems.csrf_failure"
CSRF_TRUSTED_ORIGINS = [PUBLIC_ORIGIN]

# --- readers (forms without an account) -------------------------------------------------------------------------------
READERS_PER_HOUR = env.int("READERS_PER_HOUR", 10)  # reports and suggestions from one network address
READERS_LOOKS_PER_HOUR = env.int("READERS_LOOKS_PER_HOUR", 60)  # for what is like a suggestion, from one address
READERS_RECEIPTS_PER_HOUR = env.int("READERS_RECEIPTS_PER_HOUR", 200)  # mails that we have it, of the whole desk
READERS_NOTICES_PER_HOUR = env.int("READERS_NOTICES_PER_HOUR", 20)  # reports told to editors one by one

# --- pages -----------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]  # of the desk: what a browser prefers changes nothing
PUBLIC_LANGUAGES = ["en", "de", "uk", "ar"]  # that the public pages are shipped in; the desk chooses which it links
LOCALE_PATHS = [BASE_DIR / "factcheck" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", "UTC")
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(DESK_HOME / "static")))
STORAGES = {
    "default": {"BACKEND": "factcheck.web.whole_files.WholeFiles"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "factcheck.web.sheets.OneSheet",
]
WHITENOISE_USE_FINDERS = DEBUG
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", str(DESK_HOME / "media")))  # our copies of sources
ARTICLE_LIMIT = 1_000_000  # characters
PARSE = env.bool("PARSE", False)  # needs the extra of that name
INDEX_DIR = Path(env.str("INDEX_DIR", str(DESK_HOME / "index")))  # made again whenever it is missing
UPLOAD_LIMIT = 8_000_000  # bytes: a million characters of four bytes, and as much markup around them, fits
LARGE_UPLOADS = {"claim_evidence", "copy_upload", "api_claim_evidence", "api_source_copies"}
"""Routes that take files as large as those that are fetched (`FETCH_MOST_FILE_BYTES`)."""
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT
FILE_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT
SHELF_BYTES = env.int("SHELF_BYTES", 64_000_000)  # of rendered public pages, in each web process
CARD_FONTS = env.list("CARD_FONTS", [])  # more font files for the pictures of checks
CARD_BYTES = env.int("CARD_BYTES", 32_000_000)  # of drawn pictures, in each web process
CARDS_AT_ONCE = env.int("CARDS_AT_ONCE", 2)  # drawn at a time in each web process
PUBLIC_S_MAXAGE = env.int("PUBLIC_S_MAXAGE", 30)  # seconds a proxy may keep a public page without asking
DATA_STREAMS = env.int("DATA_STREAMS", 2)  # files of everything published that a web process hands out at a time
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", False)
SECURE_REDIRECT_EXEMPT = ["^livez$", "^readyz$", "^metrics$"]
if env.bool("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- API -------------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "factcheck.accounts.authentication.Token",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "factcheck.accounts.permissions.WithinScope",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["factcheck.web.parsers.StrictJSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "factcheck.web.paging.NewestFirst",
    "DEFAULT_THROTTLE_CLASSES": ["factcheck.web.throttling.PerPerson"],
    "DEFAULT_THROTTLE_RATES": {
        "user": env.str("API_RATE", "6000/min"),
        "address": env.str("PUBLIC_API_RATE", "600/min"),
        "cards": env.str("CARDS_RATE", "60/min"),
    },
    "DEFAULT_SCHEMA_CLASS": "factcheck.web.describing.DeskSchema",
    "EXCEPTION_HANDLER": "factcheck.web.problems.answer_api",
    "NUM_PROXIES": NUM_PROXIES,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Fact-checking desk",
    "DESCRIPTION": "Articles in, verdicts out. Errors are RFC 9457 problem bodies; docs/api.md lists their codes.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "factcheck.web.api_documents.complete",
    ],
    "ENUM_NAME_OVERRIDES": {
        "ArticleStatus": "claims.states.ArticleStatus",
        "ClaimStatus": "claims.states.ClaimStatus",
        "DeskModelStatus": "claims.states.DeskModelStatus",
        "ClaimantKind": "claims.states.ClaimantKind",
        "SourceKind": "reviews.states.SourceKind",
        "Scope": "factcheck.accounts.scopes.Scope",
        "PassageKind": "claims.states.PassageKind",
        "Suggestion": "claims.states.Suggestion",
        "Media": "claims.states.Media",
        "HoldKind": "reviews.states.HoldKind",
        "FlagOutcome": "reviews.states.FlagOutcome",
        "ReplyOutcome": "reviews.states.ReplyOutcome",
        "RatingKind": "reviews.states.RatingKind",
        "RevisionKind": "reviews.states.RevisionKind",
        "ComplaintKind": "reviews.states.ComplaintKind",
        "RemovalKind": "reviews.states.RemovalKind",
        "PublicState": "reviews.states.PublicState",
        "ShelveReason": "claims.states.ShelveReason",
        "FeedKind": "claims.states.FeedKind",
    },
}
KNOX_TOKEN_MODEL = "accounts.DeskToken"
REST_KNOX = {"TOKEN_TTL": None, "AUTH_HEADER_PREFIX": "Token", "TOKEN_PREFIX": "desk_"}
TOKEN_LONGEST_DAYS = env.int("TOKEN_LONGEST_DAYS", 365)
TOKEN_FAILURES_PER_MINUTE = env.int("TOKEN_FAILURES_PER_MINUTE", 60)  # wrong tokens from one network address

IDEMPOTENCY_HOURS = env.int("IDEMPOTENCY_HOURS", 24)  # that answers to requests with an Idempotency-Key are kept

# --- jobs (the job row is the truth, Celery the doorbell) ------------------------------------------------------------
JOB_TIME_LIMIT = env.int("JOB_TIME_LIMIT", 120)  # seconds; the lease is 30 s longer
WATCHDOG_SECONDS = env.int("WATCHDOG_SECONDS", 45)
SWEEP_SECONDS = env.int("SWEEP_SECONDS", 5)
METRICS_TOKEN = env.str("METRICS_TOKEN", "")  # without one, /metrics answers this machine only
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "ack_emulation": False,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "health_check_interval": 10,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = JOB_TIME_LIMIT
CELERY_TASK_SOFT_TIME_LIMIT = JOB_TIME_LIMIT * 3 // 4
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = env.str("BEAT_SCHEDULE", str(DESK_HOME / "beat-schedule"))

# --- fetching (docs/decisions/0011-limits-of-fetching.md) ------------------------------------------------------------
FETCH_ALLOW = env.list("FETCH_ALLOW", [])  # "10.0.0.0/8", "wiki.internal:8080": fetched though not public
FETCH_MOST_BYTES = env.int("FETCH_MOST_BYTES", 5_000_000)
FETCH_MOST_FILE_BYTES = env.int("FETCH_MOST_FILE_BYTES", 25_000_000)  # of PDF and pictures
FETCH_SECONDS = env.float("FETCH_SECONDS", 30)
FETCH_IDLE_SECONDS = env.float("FETCH_IDLE_SECONDS", 10)
FETCH_CA_FILE = env.str("FETCH_CA_FILE", "")
FETCH_PAUSE_SECONDS = env.float("FETCH_PAUSE_SECONDS", 2)  # between two requests to one site

IMPORT_HOSTS = env.list("IMPORT_HOSTS", [])  # whom other publishers' checks may be pulled from; empty: any public host
IMPORT_MOST_BYTES = env.int("IMPORT_MOST_BYTES", 500_000_000)  # of a feed, as sent and unpacked
IMPORT_SECONDS = env.float("IMPORT_SECONDS", 60)
IMPORT_MOST_CHECKS = env.int("IMPORT_MOST_CHECKS", 1_000_000)  # that one pull may bring
IMPORT_DIR = Path(env.str("IMPORT_DIR", str(DESK_HOME / "imports")))  # feeds while they are read

# --- webhooks --------------------------------------------------------------------------------------------------------
WEBHOOK_SECONDS = min(env.float("WEBHOOK_SECONDS", 15), 45)  # a receiver may take to answer; a job has 90 in all
WEBHOOKS_KEEP_DAYS = env.int("WEBHOOKS_KEEP_DAYS", 30)  # messages can be replayed so long

# --- mail ------------------------------------------------------------------------------------------------------------
_mail = env.dj_email_url("EMAIL_URL", "console://")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST = _mail["EMAIL_HOST"]
EMAIL_PORT = _mail["EMAIL_PORT"]
EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _mail["EMAIL_USE_TLS"]
EMAIL_USE_SSL = _mail["EMAIL_USE_SSL"]
EMAIL_FILE_PATH = _mail["EMAIL_FILE_PATH"]
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", "desk@localhost")

# --- logs ------------------------------------------------------------------------------------------------------------
_LOG_STEPS = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.processors.format_exc_info,
    redact,
]
structlog.configure(
    processors=[*_LOG_STEPS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False  # where people write and read from is kept nowhere
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(),
            "foreign_pre_chain": _LOG_STEPS,
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "trafilatura": {"level": "CRITICAL"},
        "urllib3": {"level": "CRITICAL"},  # what it says of a site's broken headers is told as a FetchError
    },
}
