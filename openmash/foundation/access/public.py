"""Which views anybody may open without signing in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Mark a view as open to everybody; all others are behind sign-in."""
    view.is_public = True  # type: ignore[attr-defined]  # read by is_public
    return view


def for_link(view: View) -> View:
    """Mark a view as open to somebody who came by a one-time link; no other view is."""
    view.is_for_link = True  # type: ignore[attr-defined]  # read by is_for_link
    return view


def for_visitor(view: View) -> View:
    """Mark a view as open to whoever writes without an account: they act in it as nobody else."""
    view.is_for_visitor = True  # type: ignore[attr-defined]  # read by is_for_visitor
    return view


def is_for_visitor(view: Callable[..., Any]) -> bool:
    """The pages of somebody who has no account, whoever else is signed in in the same browser."""
    return bool(getattr(view, "is_for_visitor", False))


def is_for_link(view: Callable[..., Any]) -> bool:
    """The pages of the one question a link opens."""
    return bool(getattr(view, "is_for_link", False))


def is_public(view: Callable[..., Any]) -> bool:
    """Sign-in itself, and views marked public."""
    inner = getattr(view, "view_class", view)
    return bool(getattr(view, "is_public", False)) or inner.__module__.startswith("allauth.")
