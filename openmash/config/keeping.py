"""What speaks against destroying a record, as the database asks for itself (`data.md` §7).

The same questions as `oversight/retention/rules.py` and `gathering.py`, asked once more in SQL of every
record of a proposal: one statement, however many there are. Whoever changes one changes the other; the
tests hold them together. What is not known to be false keeps a record.
"""

from __future__ import annotations

_ENDED = "('closed', 'withdrawn', 'entered_in_error')"
_ENQUIRY_ENDED = "('decided', 'closed', 'ended_undecided')"
_LAST = "greatest(c.started_at, c.last_saved_at, c.submitted_at, c.finished_at, c.decided_at, c.closed_at)"
_JOINED = "merging.joined"

# Each is a condition on a contact `r`, and what the certificate says of it then.
KEPT_BY: tuple[tuple[str, str], ...] = (
    ("NOT r.is_here", "It is not there, or another partnership keeps it"),
    ("r.is_open", "It is open, or a part of it is"),
    ("r.is_apart", "A duplicate of it is left"),
    ("r.last > one.proposed_at", "Something has happened to it since it was proposed"),
    ("r.is_hidden", "Somebody in it is restricted"),
    ("r.is_used", "Another record that is kept rests on it"),
    ("r.is_held", "A legal hold covers it"),
    ("r.has_no_rule", "No rule that can be read is set for it"),
    ("NOT r.has_no_rule AND (r.due > today OR r.proposed_due > today)", "It is not due"),
    ("NOT r.is_of_class", "Another class keeps it longest"),
)
_REASONS = ",\n".join(
    f"    ({place}, ({condition}), '{said}')" for place, (condition, said) in enumerate(KEPT_BY)
)


def _of_family(among: str) -> str:
    return f"EXISTS (SELECT 1 FROM {among} x WHERE x.family = m.family)"


# A family is a contact with its duplicates, as far as they are proposed; everything is asked of it.
_FAMILIES = """
  gone AS MATERIALIZED (
    SELECT d.contact AS id, max(d.due_on) AS due_on FROM retention_destroying d
     WHERE d.destruction_id = which AND d.kept_because = '' GROUP BY d.contact),
  links(a, b) AS (
    SELECT c.id, c.duplicate_of_id FROM contacts_contact c
      JOIN gone g ON g.id = c.id JOIN gone h ON h.id = c.duplicate_of_id
    UNION SELECT c.duplicate_of_id, c.id FROM contacts_contact c
      JOIN gone g ON g.id = c.id JOIN gone h ON h.id = c.duplicate_of_id),
  walk(id, near) AS (
    SELECT g.id, g.id FROM gone g UNION SELECT w.id, l.b FROM walk w JOIN links l ON l.a = w.near),
  member AS MATERIALIZED (SELECT w.id, min(w.near::text) AS family FROM walk w GROUP BY w.id),
  enquiry AS MATERIALIZED (
    SELECT m.family, q.id, q.contact_id, q.state, q.closed_at FROM enquiries_mashenquiry q
      JOIN member m ON m.id = q.contact_id),
  decision AS MATERIALIZED (
    SELECT m.family, t.id, t.outcome FROM decisions_thresholddecision t
      JOIN member m ON m.id = t.contact_id)"""
# Everybody in it; who of them is asked about as a child; and whoever the register ever knew as theirs.
_PEOPLE = """
  child AS MATERIALIZED (
    SELECT m.family, k.person_id, k.birth_date, k.due_date FROM contacts_contactchild k
      JOIN member m ON m.id = k.contact_id
    UNION ALL SELECT q.family, s.person_id, NULL, NULL FROM enquiries_scopeperson s
      JOIN enquiry q ON q.id = s.enquiry_id WHERE s.person_id IS NOT NULL AND s.role = 'child'),
  own AS MATERIALIZED (
    SELECT k.family, k.person_id FROM child k WHERE k.person_id IS NOT NULL
    UNION SELECT q.family, s.person_id FROM enquiries_scopeperson s
      JOIN enquiry q ON q.id = s.enquiry_id WHERE s.person_id IS NOT NULL),
  joined AS MATERIALIZED (
    SELECT o.family, p.id FROM own o JOIN people_person a ON a.id = o.person_id
      JOIN people_person p ON p.root_id = a.root_id),
  tied AS MATERIALIZED (
    SELECT j.family, t.other_id AS id FROM joined j JOIN people_relationship t ON t.person_id = j.id
    UNION SELECT j.family, t.person_id FROM joined j JOIN people_relationship t ON t.other_id = j.id),
  near AS MATERIALIZED (
    SELECT o.family, o.person_id AS id FROM own o UNION SELECT j.family, j.id FROM joined j
    UNION SELECT t.family, t.id FROM tied t
    UNION SELECT t.family, p.id FROM tied t JOIN people_person a ON a.id = t.id
      JOIN people_person p ON p.root_id = a.root_id),
  flag AS (
    SELECT DISTINCT k.family, f.code FROM child k JOIN people_person a ON a.id = k.person_id
      JOIN people_person p ON p.root_id = a.root_id
      JOIN people_personflag f ON f.person_id = p.id WHERE f.in_error_at IS NULL),
  birth AS (
    SELECT k.family, greatest(k.birth_date, k.due_date, (
      SELECT max(greatest(p.birth_date, p.expected_birth_date)) FROM people_person p
        JOIN people_person a ON a.root_id = p.root_id WHERE a.id = k.person_id)) AS born
      FROM child k)"""
# When it came, when it ended, and the latest birth there may be: whoever has none was born when it came.
_TIMES = f"""
  moment AS (
    SELECT m.family, {_LAST} AS at FROM contacts_contact c JOIN member m ON m.id = c.id
    UNION ALL SELECT q.family, q.closed_at FROM enquiry q
    UNION ALL SELECT m.family, e.settled_at FROM contacts_inerrorproposal e
      JOIN member m ON m.id = e.contact_id),
  ended AS (
    SELECT o.family, max(o.at) AS last, (max(o.at) AT TIME ZONE 'Europe/London')::date AS day
      FROM moment o GROUP BY o.family),
  arrived AS (
    SELECT m.family, (max(coalesce(c.submitted_at, c.started_at)) AT TIME ZONE 'Europe/London')::date AS day
      FROM contacts_contact c JOIN member m ON m.id = c.id GROUP BY m.family),
  youngest AS (
    SELECT a.family, CASE WHEN bool_and(b.born IS NOT NULL) THEN max(b.born)
      ELSE greatest(max(b.born), a.day) END AS born
      FROM arrived a LEFT JOIN birth b ON b.family = a.family GROUP BY a.family, a.day)"""
# Every class it is of, by what was decided, opened and noted, and the rule of each as it stands.
_CLASSES = """
  class(family, code, place) AS (
    SELECT DISTINCT m.family, 'contact', 1 FROM member m
    UNION SELECT q.family, 'enquiry', 2 FROM enquiry q
    UNION SELECT t.family, 'enquiry', 2 FROM decision t WHERE t.outcome = 'S17_ASSESS'
    UNION SELECT t.family, 'protection', 3 FROM decision t
     WHERE t.outcome IN ('STRATEGY', 'IMMEDIATE_PROTECTION')
    UNION SELECT t.family, 'protection', 3 FROM decisions_section47 n JOIN decision t ON t.id = n.decision_id
    UNION SELECT f.family, 'protection', 3 FROM flag f WHERE f.code = 'cp_plan'
    UNION SELECT f.family, 'looked_after', 4 FROM flag f WHERE f.code = 'looked_after'),
  said AS (
    SELECT substr(s.key, 11) AS code, s.value, coalesce(s.value->'years', '0') AS years,
           coalesce(s.value->'age', '0') AS age FROM reference_rulesetting s
     WHERE s.partnership_id = one.partnership_id AND s.key LIKE 'retention-%'
       AND (s.valid_from IS NULL OR s.valid_from <= today)
       AND (s.valid_until IS NULL OR s.valid_until > today) AND jsonb_typeof(s.value) = 'object'),
  number AS (
    SELECT s.code, CASE WHEN s.years::text ~ '^[0-9]{1,3}$' THEN s.years::text::int END AS years,
           CASE WHEN s.age::text ~ '^[0-9]{1,3}$' THEN s.age::text::int END AS age
      FROM said s WHERE s.value - 'years' - 'age' = '{}'),
  rule AS (
    SELECT n.code, n.years, n.age FROM number n
     WHERE n.years BETWEEN 0 AND 130 AND n.age BETWEEN 0 AND 130 AND n.years + n.age > 0),
  day AS (
    SELECT c.family, c.code, c.place, greatest(
      CASE WHEN l.years > 0 THEN (date_trunc('month', e.day::timestamp)
        + make_interval(years => l.years, months => 1))::date END,
      CASE WHEN l.age > 0 THEN (date_trunc('month', y.born::timestamp)
        + make_interval(years => l.age, months => 1))::date END) AS due
      FROM class c LEFT JOIN rule l ON l.code = c.code
      LEFT JOIN ended e ON e.family = c.family LEFT JOIN youngest y ON y.family = c.family),
  longest AS (
    SELECT d.family, max(d.due) AS due, bool_or(d.due IS NULL) AS has_no_rule,
           (array_agg(d.code ORDER BY d.due DESC NULLS FIRST, d.place DESC))[1] AS code
      FROM day d GROUP BY d.family)"""
# A hold on a person is on every record that was ever joined with theirs.
_HOLDS = f"""
  hold AS (
    SELECT h.id, h.scope, h.key, h.of_class FROM retention_legalhold h
     WHERE h.state = 'in_force' AND h.partnership_id = one.partnership_id),
  on_person(id, subject) AS (
    SELECT h.id, 'person:' || h.key FROM hold h WHERE h.scope = 'person'
    UNION SELECT o.id, a.subject FROM on_person o
      JOIN ledger_event v ON v.partnership = one.partnership_id AND v.name = '{_JOINED}'
       AND v.about @> jsonb_build_array(o.subject)
     CROSS JOIN LATERAL jsonb_array_elements_text(v.about) a(subject)),
  held AS (
    SELECT m.family FROM member m JOIN hold h
        ON h.scope = 'all' OR (h.scope = 'contact' AND h.key = m.id)
    UNION SELECT c.family FROM class c JOIN hold h ON h.scope = 'class' AND h.of_class = c.code
    UNION SELECT n.family FROM near n JOIN on_person o ON o.subject = 'person:' || n.id)"""
_STATES = f"""
  unended AS (
    SELECT m.family FROM contacts_contact c JOIN member m ON m.id = c.id WHERE c.state NOT IN {_ENDED}
    UNION SELECT q.family FROM enquiry q WHERE q.state NOT IN {_ENQUIRY_ENDED}),
  apart AS (
    SELECT m.family FROM contacts_contact c JOIN member m ON m.id = c.id
     WHERE c.duplicate_of_id IS NOT NULL AND c.duplicate_of_id NOT IN (SELECT g.id FROM gone g)
    UNION SELECT m.family FROM contacts_contact c JOIN member m ON m.id = c.duplicate_of_id
     WHERE c.id NOT IN (SELECT g.id FROM gone g)),
  hidden AS (
    SELECT o.family FROM own o WHERE NOT EXISTS (
      SELECT 1 FROM people_person p WHERE p.id = o.person_id AND p.readers IS NULL)),
  used AS (
    SELECT q.family FROM enquiry q JOIN enquiries_agencycheck k ON k.enquiry_id = q.id
      JOIN enquiries_gprequest r ON r.answer_read_id = k.id
      JOIN enquiries_mashenquiry w ON w.id = r.enquiry_id WHERE w.contact_id <> q.contact_id)"""
_RECORD = f"""
  record AS (
    SELECT g.id, g.due_on AS proposed_due, e.last, l.has_no_rule, l.due, l.code = one.of_class AS is_of_class,
      EXISTS (SELECT 1 FROM contacts_contact c
               WHERE c.id = g.id AND c.partnership_id = one.partnership_id) AS is_here,
      {_of_family("unended")} AS is_open, {_of_family("apart")} AS is_apart,
      {_of_family("hidden")} AS is_hidden, {_of_family("used")} AS is_used, {_of_family("held")} AS is_held
      FROM gone g JOIN member m ON m.id = g.id
      LEFT JOIN ended e ON e.family = m.family LEFT JOIN longest l ON l.family = m.family)"""
_FUNCTION = f"""\
CREATE OR REPLACE FUNCTION public.kept_of_proposed(which uuid, today date)
RETURNS TABLE (kept uuid, place int, because text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  one retention_destruction%ROWTYPE;
  reach text := current_setting('openmash.reach', true);
  role text := current_setting('openmash.role', true);
  who text := current_setting('openmash.user', true);
BEGIN
  SELECT * INTO one FROM retention_destruction d WHERE d.id = which;
  IF one.id IS NULL THEN RAISE EXCEPTION 'there is no such proposal'; END IF;
  PERFORM set_config('openmash.reach', 'hub', true), set_config('openmash.role', 'SYSTEM', true),
    set_config('openmash.user', 'system:retention', true);
  RETURN QUERY WITH RECURSIVE
{",".join((_FAMILIES, _PEOPLE, _TIMES, _CLASSES, _HOLDS, _STATES, _RECORD))}
  SELECT r.id, v.place, v.said FROM record r CROSS JOIN LATERAL (VALUES
{_REASONS}) v(place, keeps, said)
   WHERE v.keeps IS NOT FALSE AND (v.place = 0 OR r.is_here) ORDER BY v.place, r.id;
  PERFORM set_config('openmash.reach', reach, true), set_config('openmash.role', role, true),
    set_config('openmash.user', who, true);
END $$"""


def keeping_function() -> str:
    """The function that answers which records of a proposal stay, and every reason."""
    return _FUNCTION
