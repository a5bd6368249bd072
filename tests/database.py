"""Making and emptying test databases, as the owner of the tables."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]


def url(role: str, name: str) -> str:
    """The address of a database on the test server for `owner`, `app` or `root`."""
    parts = urlsplit(os.environ[f"OPENMASH_TEST_{role.upper()}_URL"])
    return urlunsplit(parts._replace(path=f"/{name}"))


def make(name: str) -> None:
    """A fresh database with tables, policies and grants."""
    template = template_name()
    with psycopg.connect(url("root", "postgres"), autocommit=True) as root:
        root.execute("SELECT pg_advisory_lock(7301)")  # two test workers make it once
        if not root.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone():
            root.execute(sql.SQL("CREATE DATABASE {} OWNER openmash_owner").format(_name(template)))
            migrate(template)
        root.execute("SELECT pg_advisory_unlock(7301)")
        root.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(_name(name)))
        root.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER openmash_owner").format(
                _name(name), _name(template)
            )
        )


def template_name() -> str:
    """The template of exactly these migrations and policies; a change makes another one."""
    files = [
        *sorted((ROOT / "openmash").rglob("migrations/0*.py")),
        ROOT / "openmash/config/rows.py",
        ROOT / "openmash/config/retention.py",
        ROOT / "openmash/config/destroying.py",
        ROOT / "openmash/config/keeping.py",
        ROOT / "openmash/web/management/commands/secure_database.py",
    ]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    return f"openmash_template_{digest[:16]}"


def drop(name: str) -> None:
    """Take a database away, whoever is connected."""
    with psycopg.connect(url("root", "postgres"), autocommit=True) as root:
        root.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(_name(name)))


def migrate(name: str) -> None:
    """Tables, policies and grants, by the same commands as everywhere."""
    environment = {**os.environ, "DATABASE_URL": url("owner", name), "OPENMASH_TESTING": "1"}
    for command in ("migrate", "secure_database"):
        subprocess.run(
            [sys.executable, "manage.py", command, "-v", "0"], cwd=ROOT, env=environment, check=True
        )


def learn_sizes(name: str) -> None:
    """What autovacuum does a minute after many rows came at once."""
    with psycopg.connect(url("owner", name), autocommit=True) as owner:
        owner.execute("ANALYZE")


def empty(name: str) -> None:
    """Remove every row of our tables, as only the owner can, keeping the schema."""
    with psycopg.connect(url("root", name), autocommit=True) as root:
        rows = root.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename !~"
            " '^(django_migrations|django_content_type|auth_permission)$'"
        ).fetchall()
        tables = sql.SQL(", ").join(_name(row[0]) for row in rows)
        root.execute(sql.SQL("TRUNCATE {} CASCADE").format(tables))


def _name(text: str) -> sql.Identifier:
    return sql.Identifier(text)
