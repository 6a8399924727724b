"""The settings. What a person may set is read from the environment here, refused in a sentence if it makes no sense.

DATABASE_URL       postgres://user:password@host:5432/name; unset: the embedded server, started by itself
SECRET_KEY         required with DATABASE_URL; else made and kept in the data folder
ALLOWED_HOSTS      required with DATABASE_URL: the host names served, separated by commas
CELERY_BROKER_URL  redis://...; unset: small work is done at once, the rest waits for `manage.py sweep`
COUNTERCHECK_DATA  the folder of the embedded mode; unset: .data
PUBLISH_ALONE      1: whoever enters a claim may publish it; unset: 1 in the embedded mode, else 0
DEBUG              1 shows faults in full; never where others can see them
SECURE_PROXY       1 behind a proxy that speaks HTTPS, sets X-Forwarded-Proto and adds to X-Forwarded-For
"""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

import django_stubs_ext
import plotly
from csp.constants import NONE, SELF

from apps.config.folders import BASE_DIR, data_folder, secret
from apps.config.refusal import Refusal

django_stubs_ext.monkeypatch()  # so that ModelAdmin[Claim] is a class at run time too


def _flag(name: str, default: str = "0") -> bool:
    said = os.environ.get(name, default)
    if said not in ("0", "1"):
        raise Refusal(f"{name} is “{said}”: set it to 1 for yes or 0 for no.")
    return said == "1"


def _required(name: str, example: str) -> str:
    said = os.environ.get(name, "")
    if not said:
        raise Refusal(f"{name} is not set: with DATABASE_URL it is required, for example {example}.")
    return said


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in ("postgres", "postgresql") or not name or port == -1:
        raise Refusal("DATABASE_URL is not understood: write postgres://user:password@host:5432/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASE_URL = os.environ.get("DATABASE_URL", "")
IS_EMBEDDED = not DATABASE_URL
DEBUG = _flag("DEBUG")

if IS_EMBEDDED:
    SECRET_KEY = os.environ.get("SECRET_KEY") or secret("secret-key")
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
    DATABASES = {
        "default": {
            "ENGINE": "apps.config.embedded",
            "NAME": "countercheck",
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    }
else:
    SECRET_KEY = _required("SECRET_KEY", "fifty random characters")
    ALLOWED_HOSTS = [host.strip() for host in _required("ALLOWED_HOSTS", "countercheck.example.org").split(",")]
    DATABASES = {"default": _database(DATABASE_URL)}

ROOT_URLCONF = "apps.config.urls"
WSGI_APPLICATION = "apps.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

INSTALLED_APPS = [
    "apps.sources.admin_site.SiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "apps.config.static.StaticFiles",
    "axes",
    "csp",
    "django_filters",
    "django_tables2",
    "pgtrigger",
    "pghistory",
    "apps.sources",
    "apps.claims",
    "apps.reconciliation",
    "apps.compare",
    "apps.workbench",
    "apps.exchange",
    "apps.people",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "apps.config.caching.answer_privately",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

LOGIN_URL = "admin:login"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
DJANGO_TABLES2_TEMPLATE = "django_tables2/table.html"

# The longest text that a document may have (`documents/parser.py`) comes back with its form, up to three times: as it
# was sent, as it stood when the form was opened, and as it stands now.
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 << 20  # bytes

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
PUBLISH_ALONE = _flag("PUBLISH_ALONE", "1" if IS_EMBEDDED else "0")
FORMAT_MODULE_PATH = "apps.config.formats"

STATIC_URL = "static/"
STATIC_ROOT = data_folder() / "static" if IS_EMBEDDED else BASE_DIR / "static-collected"
# plotly.js is served from the installed package, without what lies beside it (`static.py`).
STATICFILES_DIRS = [BASE_DIR / "static", ("plotly", Path(plotly.__file__).parent / "package_data")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "apps.config.static.StaticStorage"},
}

# The visitors' sessions hold the admin's sign-in only; pages need none.
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not IS_EMBEDDED
SECURE_SSL_REDIRECT = not IS_EMBEDDED
SECURE_HSTS_SECONDS = 0 if IS_EMBEDDED else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not IS_EMBEDDED
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
IS_BEHIND_PROXY = _flag("SECURE_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_BEHIND_PROXY else None
X_FRAME_OPTIONS = "DENY"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
# Guessing passwords. Ten wrong ones for a name from an address shut that name to that address for a quarter of an hour,
# before the hasher is asked; the same person still gets in from another address, and others from the same one.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_FAILURE_LIMIT = 10
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # whoever goes on guessing keeps nobody out for longer
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "apps.config.guessing.client_address"
AXES_LOCKOUT_TEMPLATE = "admin/locked_out.html"
AXES_DISABLE_ACCESS_LOG = True  # who signs in and when is nobody's business
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Celery. The database holds what must be done (reconciliation.Mark); the broker only rings the bell. Late
# acknowledgement together with rejection on a lost worker brings a killed task back (seen: in about 2 s); the
# publisher's time-outs keep a hung broker from holding up whoever saves a claim (seen: 1.5 s instead of over 25).
_broker = os.environ.get("CELERY_BROKER_URL", "")
CELERY_BROKER_URL = _broker or "memory://localhost"  # never connected to: without a broker no task is sent
CELERY_TASK_ALWAYS_EAGER = not _broker
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 0}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,  # above the hard limit, or a task that is still running is handed out again
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 1.5,
    "socket_connect_timeout": 1.5,
    "retry_on_timeout": False,
    "max_retries": 0,
}
CELERY_BEAT_SCHEDULE = {"sweep": {"task": "reconciliation.reconcile_marked", "schedule": 60.0}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A page that is not there, or a query that makes no sense, is answered to the reader; the log need not say so.
    "loggers": {"django.request": {"level": "ERROR"}},
}
