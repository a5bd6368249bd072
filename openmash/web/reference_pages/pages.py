"""The generated reference pages: what the code says, in words, compared in CI."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.apps import apps

from openmash.config.retention import TABLES as KEPT
from openmash.config.rows import POLICIES
from openmash.config.sensitivity import TABLES, class_of
from openmash.core.events import declared
from openmash.core.lifecycle import Lifecycle, spoken
from openmash.foundation.access.matrix import MATRIX
from openmash.foundation.access.permissions import Permission
from openmash.foundation.access.roles import ROLE_NAMES, Role
from openmash.foundation.clocks.seed import SEED
from openmash.foundation.colleagues.states import INVITATION
from openmash.foundation.files.states import FILE
from openmash.foundation.importing.states import IMPORT
from openmash.foundation.ledger.reacting import reactions_to
from openmash.foundation.messaging.states import MESSAGE
from openmash.foundation.people.glass.states import GLASS
from openmash.foundation.tasks.states import TASK
from openmash.frontdoor.contacts.states import CONTACT, FEEDBACK
from openmash.frontdoor.decisions.states import DECISION
from openmash.frontdoor.enquiries.states import AGREEMENT, CHECK, ENQUIRY
from openmash.frontdoor.enquiries.states.gp import GP_REQUEST
from openmash.frontdoor.enquiries.states.health import HEALTH
from openmash.frontdoor.enquiries.states.links import LINK
from openmash.frontdoor.pathways.states import PATHWAY
from openmash.oversight.configuring.states import CHANGE
from openmash.oversight.retention.states import DESTRUCTION, HOLD

LIFECYCLES = (
    CONTACT,
    FEEDBACK,
    ENQUIRY,
    AGREEMENT,
    CHECK,
    LINK,
    HEALTH,
    GP_REQUEST,
    DECISION,
    PATHWAY,
    INVITATION,
    TASK,
    MESSAGE,
    FILE,
    IMPORT,
    GLASS,
    HOLD,
    DESTRUCTION,
    CHANGE,
)
NOTE = "<!-- Written by `bin/docs` from the code. Change the code, then run it again. -->\n"


def lifecycles() -> str:
    """Every lifecycle: drawing and table."""
    return "\n".join(["# Lifecycles", "", *(_lifecycle(one) for one in LIFECYCLES)])


def _lifecycle(one: Lifecycle) -> str:
    head = "| Move | From | To | Permission | Event | Starts | Stops | Reason |"
    rows = [
        f"| {spoken(m.name)} | {', '.join(sorted(m.sources))} | {m.target or 'stays'} | `{m.permission}` |"
        f" `{m.event}` | {' '.join(m.starts)} | {' '.join(m.stops)} | {'yes' if m.needs_reason else ''} |"
        for m in one
    ]
    table = "\n".join([head, "|---|---|---|---|---|---|---|---|", *rows])
    return f"## {one.name.capitalize()}\n\n```mermaid\n{one.as_mermaid()}\n```\n\n{table}\n"


def access() -> str:
    """The matrix: role by permission, and how far."""
    roles = [role for role in Role if MATRIX[role]]
    head = "| Permission | " + " | ".join(roles) + " |"
    rows = [
        f"| `{p}` | " + " | ".join(str(MATRIX[r].get(p, "–")) for r in roles) + " |"
        for p in Permission
    ]
    legend = [f"- `{role}`: {ROLE_NAMES[role]}" for role in roles]
    intro = (
        "Reach: *own* I wrote it · *addressed* sent to me or my role · *attached* I am on the case ·"
        " *hub* every record of the front door in this partnership · *out-of-hours* the same, and only"
        " while the hub is closed by the partnership's calendar (outside it the database refuses the"
        " change too) · *any* not about a record · – none."
    )
    lines = [
        "# Who may do what",
        "",
        intro,
        "",
        head,
        "|---|" + "---|" * len(roles),
        *rows,
        "",
        *legend,
    ]
    return "\n".join(lines) + "\n"


def access_csv() -> str:
    """The matrix as the reviewed table the tests compare with."""
    rows = (
        f"{role},{permission},{reach}"
        for role, row in MATRIX.items()
        for permission, reach in row.items()
    )
    return "role,permission,reach\n" + "\n".join(sorted(rows)) + "\n"


def events() -> str:
    """What happens when: event, sentence, who emits it, reactions and clocks."""
    head = "| Event | In words | Emitted by | Reactions | Clocks |"
    return "\n".join(["# Events", "", head, "|---|---|---|---|---|", *_event_rows()]) + "\n"


def _event_rows() -> Iterator[str]:
    for kind in declared():
        moves = [(one.name, m) for one in LIFECYCLES for m in one if str(m.event) == kind.name]
        emitted = ", ".join(f"{name}: {spoken(m.name)}" for name, m in moves) or "a command"
        clocks = " ".join(sorted({c for _, m in moves for c in (*m.starts, *m.stops)}))
        reactions = ", ".join(f"`{r.name}`" for r in reactions_to(kind.name))
        yield f"| `{kind.name}` | {kind.sentence} | {emitted} | {reactions} | {clocks} |"


def clocks() -> str:
    """The clocks a new partnership starts with."""
    head = "| Clock | Name | Length | Amber point | Source |"
    rows = [
        f"| {row.code} | {row.name} | {row.length.amount} {spoken(row.length.unit)} |"
        f" {f'{row.ideal.amount} {spoken(row.ideal.unit)}' if row.ideal else 'same clock time'} |"
        f" {row.source} |"
        for row in SEED
    ]
    return "\n".join(["# Clocks", "", head, "|---|---|---|---|---|", *rows]) + "\n"


def data_dictionary() -> str:
    """Every table and field with its sensitivity, row policy and how long it is kept."""
    sees = "`sees_…` in a row policy: whether the reader sees that other row, by the other row’s policy."
    parts = ["# Data dictionary", "", sees, ""]
    for model in sorted(apps.get_models(), key=lambda m: m._meta.db_table):
        table = model._meta.db_table
        if table not in TABLES:
            continue
        what = (model.__doc__ or "").strip().splitlines()[0]
        rows = [
            f"| `{f.column}` | {f.get_internal_type()} | {class_of(table, f.name)} |"
            for f in model._meta.fields
        ]
        policy = (
            f"Rows: `{POLICIES[table]}`" if table in POLICIES else "Rows: open (no person’s data)"
        )
        parts += [
            f"## {table}",
            "",
            what,
            "",
            policy,
            "",
            f"Kept {KEPT[table]}.",
            "",
            "| Column | Type | Class |",
            "|---|---|---|",
            *rows,
            "",
        ]
    return "\n".join(parts)


PAGES: dict[str, Callable[[], str]] = {
    "lifecycles.md": lifecycles,
    "access.md": access,
    "access.csv": access_csv,
    "events.md": events,
    "clocks.md": clocks,
    "data-dictionary.md": data_dictionary,
}


def page(name: str) -> str:
    """One page as it must stand in `docs/reference/`."""
    text = PAGES[name]().rstrip() + "\n"
    return text if name.endswith(".csv") else NOTE + text
