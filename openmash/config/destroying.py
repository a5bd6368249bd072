"""The one function that destroys: as the owner of the tables, and only what it finds due for itself.

The application's role may delete nothing; it may call this. Whatever the application was made to write,
the function asks who acts, who proposed and since when, which records, what holds them and whether
their years are over, and destroys all of a proposal or nothing (`data.md` §7).
"""

from __future__ import annotations

from openmash.config.retention import DESTROYED, EMPTIED, KEYS, SUBJECTS

_ENDED = "('closed', 'withdrawn', 'entered_in_error')"
_ENQUIRY_ENDED = "('decided', 'closed', 'ended_undecided')"
_LAST = "greatest(c.started_at, c.last_saved_at, c.submitted_at, c.finished_at, c.decided_at, c.closed_at)"
_GOVERNS = (
    "EXISTS (SELECT 1 FROM access_roleholding r WHERE r.user_id::text = {who}"
    " AND r.partnership_id = one.partnership_id AND r.role IN ('IG_AUD', 'SVC_MGR')"
    " AND r.starts_at <= {at} AND (r.ends_at IS NULL OR r.ends_at > {at})"
    " AND (r.suspended_since IS NULL OR r.suspended_since > {at}))"
)
_IN_REGISTER = (
    "SELECT max(greatest(p.birth_date, p.expected_birth_date)) FROM people_person p"
    " JOIN people_person q ON q.root_id = p.root_id WHERE q.id = k.person_id"
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
_ABOUT_WHAT: tuple[tuple[str, str], ...] = (
    (
        (
            "cardinality(gone) <> (SELECT count(*) FROM contacts_contact c WHERE c.id = ANY(gone)"
            " AND c.partnership_id = one.partnership_id)"
        ),
        "it is not there, or another partnership keeps it",
    ),
    (
        (
            f"EXISTS (SELECT 1 FROM contacts_contact c WHERE c.id = ANY(gone) AND c.state NOT IN {_ENDED})"
            " OR EXISTS (SELECT 1 FROM enquiries_mashenquiry q WHERE q.id = ANY(enquiries)"
            f" AND q.state NOT IN {_ENQUIRY_ENDED})"
        ),
        "a record in it is open",
    ),
    (
        (
            "EXISTS (SELECT 1 FROM contacts_contact c WHERE c.duplicate_of_id IS NOT NULL"
            " AND (c.id = ANY(gone)) <> (c.duplicate_of_id = ANY(gone))"
            " AND (c.id = ANY(gone) OR c.duplicate_of_id = ANY(gone)))"
        ),
        "a duplicate of it is left",
    ),
    (
        (
            "EXISTS (SELECT 1 FROM contacts_contact c WHERE c.id = ANY(gone)"
            f" AND {_LAST} > one.proposed_at)"
        ),
        "something has happened to it since it was proposed",
    ),
    # Somebody in it is restricted: hidden from the owner of the tables, or marked for whom it stays.
    (
        (
            "EXISTS (SELECT 1 FROM unnest(own) k WHERE NOT EXISTS"
            " (SELECT 1 FROM people_person p WHERE p.id = k AND p.readers IS NULL))"
        ),
        "somebody in it is restricted",
    ),
    (
        (
            "EXISTS (SELECT 1 FROM retention_legalhold h WHERE h.state = 'in_force'"
            " AND h.partnership_id = one.partnership_id AND (h.scope = 'all'"
            " OR (h.scope = 'class' AND h.of_class IN ('contact', one.of_class))"
            " OR (h.scope = 'contact' AND h.key = ANY(gone))"
            " OR (h.scope = 'person' AND h.key = ANY(near))))"
        ),
        "a legal hold covers it",
    ),
    ("coalesce(years, 0) + coalesce(age, 0) <= 0", "no rule that can be read is set for it"),
    (
        (
            "EXISTS (SELECT 1 FROM retention_destroying d WHERE d.destruction_id = which"
            " AND d.kept_because = '' AND d.due_on > today)"
            " OR EXISTS (SELECT 1 FROM contacts_contact c WHERE c.id = ANY(gone) AND"
            f" ({_LAST} AT TIME ZONE 'Europe/London')::date + make_interval(years => years) > today)"
            " OR EXISTS (SELECT 1 FROM contacts_contactchild k JOIN contacts_contact c ON c.id = k.contact_id"
            f" WHERE c.id = ANY(gone) AND coalesce(greatest(k.birth_date, k.due_date, ({_IN_REGISTER})),"
            " c.started_at::date) + make_interval(years => age) > today)"
        ),
        "it is not due",
    ),
)
_TEMPLATE = """\
CREATE OR REPLACE FUNCTION public.destroy_proposed(which uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
  one retention_destruction%ROWTYPE; rule jsonb; years int; age int; today date;
  n bigint; counts jsonb := '{{}}'; gone uuid[]; subjects text[]; {names}
  own uuid[]; near uuid[];
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
  SELECT coalesce(array_agg(DISTINCT k), '{{}}') INTO own FROM (
    SELECT c.person_id FROM contacts_contactchild c WHERE c.id = ANY(children)
    UNION SELECT s.person_id FROM enquiries_scopeperson s WHERE s.id = ANY(scope)) x(k)
   WHERE k IS NOT NULL;
  SELECT coalesce(array_agg(p.id), '{{}}') || own INTO near FROM people_person p
   WHERE p.root_id IN ({near});
  today := (one.settled_at AT TIME ZONE 'Europe/London')::date;
  SELECT s.value INTO rule FROM reference_rulesetting s
   WHERE s.partnership_id = one.partnership_id AND s.key = 'retention-' || one.of_class
     AND (s.valid_from IS NULL OR s.valid_from <= today)
     AND (s.valid_until IS NULL OR s.valid_until > today);
  IF jsonb_typeof(rule) = 'object' THEN
    years := coalesce((rule->>'years')::int, 0);
    age := coalesce((rule->>'age')::int, 0);
  END IF;
  IF cardinality(gone) > 0 THEN
{about_what}
  END IF;
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
# Everybody in it, every record that is joined with one of them now, and every relative of theirs.
_NEAR = (
    "SELECT p.root_id FROM people_person p WHERE p.id = ANY(own)"
    " UNION SELECT b.root_id FROM people_relationship t"
    " JOIN people_person a ON a.id IN (t.person_id, t.other_id)"
    " JOIN people_person b ON b.id IN (t.person_id, t.other_id) WHERE a.root_id IN"
    " (SELECT p.root_id FROM people_person p WHERE p.id = ANY(own))"
)


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
        near=_NEAR,
        about_what=_stops(_ABOUT_WHAT),
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
