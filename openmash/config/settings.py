"""All settings, read from the environment by the three readers."""

from __future__ import annotations

import json
from pathlib import Path

from csp.constants import NONE, SELF

from openmash.config import logging as logs
from openmash.config.database import database_from_url
from openmash.config.readers import env_bool, env_secret, env_text

ROOT = Path(__file__).resolve().parents[2]

DEBUG = False
DEMO = env_bool("OPENMASH_DEMO")
TESTING = env_bool("OPENMASH_TESTING")
SECRET_KEY = env_secret("OPENMASH_SECRET_KEY", "only-for-development" if TESTING else "")
if not SECRET_KEY:
    SECRET_KEY = "not-for-serving-pages-set-openmash-secret-key"  # noqa: S105  # checked by web.E001
ALLOWED_HOSTS = env_text("OPENMASH_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in env_text("OPENMASH_ORIGINS").split(",") if o]
SITE_ADDRESS = env_text("OPENMASH_ADDRESS", "http://127.0.0.1:8000")
SITE_NAME = env_text("OPENMASH_NAME", "Children’s front door")
SECURE = SITE_ADDRESS.startswith("https://")

INSTALLED_APPS = [
    "openmash.foundation.ui",
    "openmash.foundation.ledger",
    "openmash.foundation.reference",
    "openmash.foundation.access",
    "openmash.foundation.clocks",
    "openmash.foundation.moves",
    "openmash.foundation.tasks",
    "openmash.foundation.presence",
    "openmash.foundation.messaging",
    "openmash.foundation.colleagues",
    "openmash.foundation.files",
    "openmash.foundation.people",
    "openmash.foundation.sharing",
    "openmash.foundation.merging",
    "openmash.foundation.importing",
    "openmash.frontdoor.contacts",
    "openmash.frontdoor.enquiries",
    "openmash.frontdoor.decisions",
    "openmash.frontdoor.ways",
    "openmash.frontdoor.pathways",
    "openmash.oversight.looks",
    "openmash.oversight.insight",
    "openmash.oversight.retention",
    "openmash.oversight.configuring",
    "openmash.web",
    "openmash.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "openmash.web.middleware.request_log.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "openmash.web.middleware.session_limits.SessionLimits",
    "openmash.web.middleware.acting.Acting",
]

ROOT_URLCONF = "openmash.web.urls"
WSGI_APPLICATION = "openmash.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "openmash.foundation.ui.environment.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "openmash.web.shell.shell",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

_DATABASE_URL = env_secret("DATABASE_URL", "postgresql://openmash_app@localhost/openmash")
DATABASES = {"default": database_from_url(_DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60  # the link lies in a mailbox
LOGIN_URL = "demo" if DEMO else "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
# How many proxies of ours stand before this server: whoever comes is known by what they add, and by
# the address of the connection where there is none.
ALLAUTH_TRUSTED_PROXY_COUNT = int(env_text("OPENMASH_PROXIES", "0"))
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_ADAPTER = "openmash.web.sign_in.adapter.Adapter"
# Sign-in services of agencies (OpenID Connect): a JSON list of apps, as django-allauth names them.
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"APPS": json.loads(env_secret("OPENMASH_SIGN_IN_SERVICES", "[]"))}
}
# A person is known by the address their agency verified, in that agency's own domains: each app names
# them in its settings ("email_domains"), or lets nobody in by address.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_ADAPTER = "openmash.web.sign_in.agencies.Adapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an agency vouches for the addresses of its people
MFA_ADAPTER = "openmash.web.sign_in.secrets.Adapter"
MFA_TOTP_ISSUER = "OpenMASH"
# A second factor is demanded of everybody except in the demonstration, whose sign-in is one click.
SECOND_FACTOR_REQUIRED = not DEMO and not TESTING

SESSION_IDLE_SECONDS = 15 * 60
SESSION_HARD_SECONDS = 12 * 60 * 60
SESSION_COOKIE_AGE = SESSION_HARD_SECONDS
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = SESSION_HARD_SECONDS
CSRF_FAILURE_VIEW = "openmash.web.errors.csrf_failure"
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = ["^health$"]
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "build" / "static"
WHITENOISE_USE_FINDERS = True
STATICFILES_DIRS = [("guides", ROOT / "docs" / "guides" / "pictures")]
WHITENOISE_MAX_AGE = 3600

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_HANDLERS = [
    "openmash.foundation.files.uploading.NoLarger",  # on pages that take files with something
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FORM_RENDERER = "django.forms.renderers.Jinja2"

# Where messages go: the in-product mailbox, SMTP (Django's e-mail settings) or GOV.UK Notify.
MESSAGE_CHANNEL = env_text("OPENMASH_MESSAGES", "mailbox")
# Whether a message reaches somebody who cannot sign in here.
MESSAGES_LEAVE = MESSAGE_CHANNEL != "mailbox" or DEMO or TESTING
EMAIL_HOST = env_text("OPENMASH_SMTP_HOST", "localhost")
EMAIL_PORT = int(env_text("OPENMASH_SMTP_PORT", "25"))
EMAIL_HOST_USER = env_text("OPENMASH_SMTP_USER")
EMAIL_HOST_PASSWORD = env_secret("OPENMASH_SMTP_PASSWORD")
EMAIL_USE_TLS = env_bool("OPENMASH_SMTP_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env_text("OPENMASH_MAIL_FROM", "hub@openmash.invalid")
NOTIFY_ADDRESS = env_text("OPENMASH_NOTIFY_ADDRESS", "https://api.notifications.service.gov.uk")
NOTIFY_API_KEY = env_secret("OPENMASH_NOTIFY_KEY")
NOTIFY_TEMPLATE = env_text("OPENMASH_NOTIFY_TEMPLATE")

# Where ClamAV listens (host:port, or unix:/path); without it every file is held. The demonstration has a
# fake, and says so.
CLAMAV_ADDRESS = env_text("OPENMASH_CLAMAV")
if CLAMAV_ADDRESS:
    FILE_SCANNER = "openmash.foundation.files.scanning.clamav.ClamAv"
elif DEMO or TESTING:
    FILE_SCANNER = "openmash.demo.fake_scanner.FakeScanner"
else:
    FILE_SCANNER = "openmash.foundation.files.scanning.NoScanner"

# The outside anchor of the ledger: a file on another disk, or in a folder shipped off the host.
LEDGER_ANCHOR_FILE = Path(env_text("OPENMASH_ANCHOR_FILE", str(ROOT / ".data" / "anchor.jsonl")))

LOGGING_CONFIG = None
if not TESTING:
    logs.configure()
