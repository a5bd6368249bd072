"""The one function that destroys: as the owner of the tables, and only what it finds due for itself.

The application's role may delete nothing; it may call this. Whatever the application was made to write,
the function asks who acts, who proposed and since when, which records, what holds them and whether
their years are over, and destroys all of a proposal or nothing (`data.md` §7).
"""

from __future__ import annotations

from openmash.config.retention import DESTROYED, EMPTIED, KEYS, SUBJECTS

_GOVERNS = (
    "EXISTS (SELECT 1 FROM access_roleholding r WHERE r.user_id::text = {who}"
    " AND r.partnership_id = one.partnership_id AND r.role IN ('IG_AUD', 'SVC_MGR')"
    " AND r.starts_at <= {at} AND (r.ends_at IS NULL OR r.ends_at > {at})"
    " AND (r.suspended_since IS NULL OR r.suspended_since > {at}))"
)
# Each is a condition that stops everything, and what is said then. `IS DISTINCT FROM`, never `<>`: what
# is not known must not pass.
_ABOUT_WHO: tuple[tuple[str, str], ...] = (
    ("one.id IS NULL OR one.partnership_id IS DISTINCT FROM here", "there is no such proposal"),
    (
        (
            "one.state IS DISTINCT FROM 'carried_out' OR one.rows IS DISTINCT FROM '{}'"
            " OR coalesce(role, '') NOT IN ('IG_AUD', 'SVC_MGR')"
            " OR one.settled_by_user IS DISTINCT FROM who OR one.proposed_by_user = who"
        ),
        "nothing is destroyed by one person alone",
    ),
    # Who proposed it is asked of the ledger too, which nobody can change afterwards.
    (
        (
            "(SELECT array_agg(DISTINCT v.user) FROM ledger_event v WHERE v.partnership = one.partnership_id"
            " AND v.subject = 'destruction:' || which AND v.name = 'retention.destruction_proposed')"
            " IS DISTINCT FROM ARRAY[one.proposed_by_user]"
        ),
        "nothing is destroyed by one person alone",
    ),
    (
        (
            f"NOT {_GOVERNS.format(who='one.proposed_by_user', at='one.proposed_at')}"
            f" OR NOT {_GOVERNS.format(who='one.settled_by_user', at='one.settled_at')}"
        ),
        "only those who govern records destroy them",
    ),
)
_TEMPLATE = """\
CREATE OR REPLACE FUNCTION public.destroy_proposed(which uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
  one retention_destruction%ROWTYPE; stays text;
  n bigint; counts jsonb := '{{}}'; gone uuid[]; subjects text[]; {names}
  kinds text[] := ARRAY[{kinds}];
  reach text := current_setting('openmash.reach', true);
  role text := current_setting('openmash.role', true);
  who text := current_setting('openmash.user', true);
  here text := current_setting('openmash.partnership', true);
BEGIN
  PERFORM set_config('openmash.reach', 'hub', true), set_config('openmash.role', 'SYSTEM', true),
    set_config('openmash.destroying', 'yes', true);
  SELECT * INTO one FROM retention_destruction d WHERE d.id = which FOR UPDATE;
{about_who}
  SELECT coalesce(array_agg(d.contact), '{{}}') INTO gone FROM retention_destroying d
   WHERE d.destruction_id = which AND d.kept_because = '';
  PERFORM 1 FROM contacts_contact c WHERE c.id = ANY(gone) ORDER BY c.id FOR UPDATE;
{sets}
  SELECT k.because INTO stays FROM kept_of_proposed(which,
    (one.settled_at AT TIME ZONE 'Europe/London')::date) k ORDER BY k.place LIMIT 1;
  IF stays IS NOT NULL THEN RAISE EXCEPTION '%', stays; END IF;
  subjects := {subjects};
{files}
  subjects := subjects ||
    (SELECT coalesce(array_agg('storedfile:' || k), '{{}}') FROM unnest(files) k);
{emptied}
{deleted}
  PERFORM set_config('openmash.reach', reach, true), set_config('openmash.role', role, true),
    set_config('openmash.destroying', '', true);
  RETURN counts;
END $$"""


def destroying_function() -> str:
    """The function, made from the lists of `config/retention.py` by `secure_database`."""
    subjects = " || ".join(
        f"(SELECT coalesce(array_agg('{kind}:' || k), '{{}}') FROM unnest({name}) k)"
        for name, kind in SUBJECTS.items()
    )
    return _TEMPLATE.format(
        names=" ".join(f"{name} uuid[];" for name, _, _ in KEYS),
        kinds=", ".join(f"'{kind}'" for kind in (*SUBJECTS.values(), "storedfile")),
        about_who=_stops(_ABOUT_WHO),
        sets="\n".join(_set(*one) for one in KEYS[:-1]),
        subjects=subjects,
        files=_set(*KEYS[-1]),
        emptied="\n".join(f"  UPDATE {t} e SET {what} WHERE {rows};" for t, what, rows in EMPTIED),
        deleted="\n".join(_delete(table, rows) for table, rows in DESTROYED),
    )


def _stops(conditions: tuple[tuple[str, str], ...]) -> str:
    """Whatever is not known to be false stops it."""
    return "\n".join(
        f"  IF ({condition}) IS NOT FALSE THEN RAISE EXCEPTION '{said}'; END IF;"
        for condition, said in conditions
    )


def _set(name: str, table: str, rows: str) -> str:
    return f"  SELECT coalesce(array_agg(id), '{{}}') INTO {name} FROM {table} WHERE {rows};"


def _delete(table: str, rows: str) -> str:
    count = f"counts := counts || jsonb_build_object('{table}', n)"
    return f"  DELETE FROM {table} WHERE {rows}; GET DIAGNOSTICS n = ROW_COUNT; {count};"
