"""GOV.UK components, drawn in an environment of their own and handed over as Markup.

Their macros ask for names that are not there, so they cannot live under StrictUndefined.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, PrefixLoader, Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup, escape

NAMES = (
    "accordion",
    "back_link",
    "breadcrumbs",
    "button",
    "character_count",
    "checkboxes",
    "date_input",
    "details",
    "error_message",
    "error_summary",
    "exit_this_page",
    "fieldset",
    "file_upload",
    "hint",
    "input",
    "inset_text",
    "label",
    "notification_banner",
    "pagination",
    "panel",
    "password_input",
    "radios",
    "select",
    "service_navigation",
    "skip_link",
    "summary_list",
    "table",
    "tabs",
    "tag",
    "task_list",
    "textarea",
    "warning_text",
)
_WORDS_ALONE = frozenset({"label", "hint", "legend", "errorMessage"})
_IN_ITEMS = _WORDS_ALONE - {"label"}  # the parts of a date take their label as plain words

_OF_ANY_MAPPING = frozenset(dir(dict))

Component = Callable[..., Markup]


class _Shared(Template):
    """A file of macros that is set up once: no page has names of its own for it to see."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


class _Lenient(Environment):
    """Parameters are mappings: their keys are looked up first, as in the language of the originals."""

    template_class = _Shared

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._files: dict[str, Template] = {}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A key of a mapping, or else whatever Jinja finds."""
        if type(obj) is dict:
            if attribute in obj:
                return obj[attribute]
            if attribute not in _OF_ANY_MAPPING:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def get_template(self, name: Any, *_: Any, **__: Any) -> Template:
        """Each file once: macros ask for those they are made of whenever they are drawn."""
        if name not in self._files:
            self._files[name] = super().get_template(name)
        return self._files[name]


@cache
def _lenient() -> Environment:
    """Files of a package do not change while we run, and nobody reads how a page is indented."""
    package = PackageLoader("govuk_frontend_jinja")
    loader = PrefixLoader({"govuk_frontend_jinja": package})
    made = _Lenient(loader=loader, autoescape=True, auto_reload=False)
    made.filters["indent"] = lambda text, *_: text
    macros: Any = made.get_template("govuk_frontend_jinja/macros/attributes.html").module
    macros.govukAttributes = _only_if_any(macros.govukAttributes)
    return made


def _only_if_any(attributes: Callable[[Any], Markup]) -> Callable[[Any], Markup]:
    """Most elements have none: two hundred on a page with a form."""

    def drawn(given: Any = None) -> Markup:
        return attributes(given) if given else Markup()

    return drawn


def draw(name: str, params: Mapping[str, Any]) -> Markup:
    """Draw one component; `html` that is not Markup is escaped, so nothing typed becomes page."""
    words = name.split("_")
    path = f"govuk_frontend_jinja/components/{'-'.join(words)}/macro.html"
    macro = getattr(
        _lenient().get_template(path).module, "govuk" + "".join(w.title() for w in words)
    )
    return Markup(macro(_prepared(params)))  # noqa: S704  # the macro escapes, html is escaped above


def components() -> dict[str, Component]:
    """All components by their snake_case name, for templates: `govuk.button(text="Send")`."""
    return {name: _component(name) for name in NAMES}


def _component(name: str) -> Component:
    def component(params: Mapping[str, Any] | None = None, **more: Any) -> Markup:
        return draw(name, {**(params or {}), **more})

    return component


def _prepared(params: Mapping[str, Any], alone: frozenset[str] = _WORDS_ALONE) -> dict[str, Any]:
    return {_camel(key): _value(_camel(key), value, alone) for key, value in params.items()}


def _value(key: str, value: Any, alone: frozenset[str]) -> Any:
    if key == "attributes":
        return value
    if key == "html" or key.endswith("Html"):
        return escape(value)
    if key in alone and isinstance(value, str):
        return _words(value)
    if isinstance(value, Mapping):
        return _prepared(value)
    if isinstance(value, list | tuple):
        return [_prepared(i, _IN_ITEMS) if isinstance(i, Mapping) else i for i in value]
    return value


def _words(value: str) -> dict[str, Any] | None:
    if not value:
        return None
    return {"html": value} if isinstance(value, Markup) else {"text": value}


@cache
def _camel(key: str) -> str:
    return re.sub(r"_([a-z])", lambda found: found[1].upper(), key)
