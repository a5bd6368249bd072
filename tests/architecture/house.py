"""The house rules a formatter cannot know, read from the syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

UNSCOPED = {"views", "forms", "urls", "presenters", "rules", "states"}
LONGEST_VIEW, LONGEST_FUNCTION = 30, 60


@dataclass(frozen=True)
class Breach:
    """Which rule, and where."""

    rule: str
    line: int


def kind_of(path: Path) -> str:
    """Which of the ten names a file (or its folder) has."""
    names = {path.stem, *(part for part in path.parts[-3:-1])}
    for kind in ("views", "commands", "rules", "states", "forms", "urls", "presenters", "queries"):
        if kind in names or path.stem.startswith(f"{kind}_"):
            return kind
    return path.stem


def breaches(source: str, kind: str) -> list[Breach]:
    """Every breach of a house rule in one file of this kind."""
    tree = ast.parse(source)
    found = [*_unscoped(tree, kind), *_unexplained(source), *_long(tree, kind)]
    return found + (list(_commands(tree)) if kind == "commands" else [])


def _unscoped(tree: ast.Module, kind: str) -> Iterator[Breach]:
    if kind not in UNSCOPED:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}:
            yield Breach("rows are reached through access.py, never here", node.lineno)


def _unexplained(source: str) -> Iterator[Breach]:
    for number, line in enumerate(source.splitlines(), 1):
        for mark in ("# type: ignore", "# noqa"):
            why = line.partition(mark)[2]
            if mark in line and "#" not in why and " - " not in why:
                yield Breach("an exception to the rules needs its reason beside it", number)


def _long(tree: ast.Module, kind: str) -> Iterator[Breach]:
    longest = LONGEST_VIEW if kind == "views" else LONGEST_FUNCTION
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= longest:
            yield Breach(f"{node.name} is longer than {longest} lines", node.lineno)


def _commands(tree: ast.Module) -> Iterator[Breach]:
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        if "by" not in {argument.arg for argument in node.args.kwonlyargs}:
            yield Breach(f"{node.name}: a command names its actor (keyword by)", node.lineno)
        if ast.get_docstring(node) is None:
            yield Breach(f"{node.name}: a command says what it promises", node.lineno)
