"""What is answered to a question about health is read by health, whoever was asked (gate G1, P6).

A service for adults that writes of a relapse under the question for it tells of health as much as one
that writes it down as a fact; and a practice that says yes to mental health tells of mental health.
"""

from django.db import migrations

BY_QUESTIONS = """
CREATE FUNCTION enquiries_told_by_questions(asked_by uuid, told jsonb)
RETURNS TABLE (category text) LANGUAGE sql STABLE AS $$
    SELECT q->>'category'
    FROM reference_formversion v, jsonb_array_elements(v.content->'questions') q
    WHERE v.id = asked_by AND coalesce(q->>'category', '') <> ''
        AND coalesce(told->>(q->>'code'), '') NOT IN ('', 'no', 'not_known')
$$;
"""
NOT_BY_QUESTIONS = "DROP FUNCTION enquiries_told_by_questions(uuid, jsonb);"
HEALTH = """(
            'physical', 'development', 'injury', 'ed_attendance', 'was_not_brought', 'immunisation',
            'growth', 'maternity', 'mental_health', 'substance', 'learning_disability', 'medication',
            'safeguarding_flag', 'other_health')"""
TOLD = """
-- Everything about health that was told in an enquiry, with the key it is read by.
CREATE OR REPLACE FUNCTION enquiries_told_of_health(enquiry uuid)
RETURNS TABLE (key text, mental boolean) LANGUAGE sql STABLE AS $$
    SELECT 'item:' || i.id || CASE WHEN i.taken_back_at IS NULL THEN '' ELSE ':taken_back' END,
        i.category = 'mental_health' OR coalesce(g.kind, a.kind) = 'mental_health_trust'
    FROM enquiries_evidenceitem i
    LEFT JOIN access_agency a ON a.code = i.agency_id
    LEFT JOIN enquiries_checkanswer r ON r.id = i.answer_id
    LEFT JOIN enquiries_checkperson p ON p.id = r.about_id
    LEFT JOIN enquiries_agencycheck c ON c.id = p.check_of_id
    LEFT JOIN access_agency g ON g.code = c.agency_id
    WHERE i.enquiry_id = enquiry AND (
        enquiries_is_health(a.kind) OR enquiries_is_health(g.kind) OR i.category IN {health}
    )
    UNION ALL
    SELECT 'answer:' || r.id || CASE WHEN EXISTS (
            SELECT 1 FROM enquiries_checkanswer n
            WHERE n.about_id = r.about_id AND n.number > r.number)
        THEN ':put_right' ELSE '' END,
        g.kind = 'mental_health_trust'{mental}
    FROM enquiries_checkanswer r
    JOIN enquiries_checkperson p ON p.id = r.about_id
    JOIN enquiries_agencycheck c ON c.id = p.check_of_id
    JOIN access_agency g ON g.code = c.agency_id
    WHERE c.enquiry_id = enquiry AND r.outcome = 'info'
        AND (enquiries_is_health(g.kind){asked})
    UNION ALL
    SELECT 'file:' || f.id || ':' || f.state,
        g.kind = 'mental_health_trust' OR EXISTS (
            SELECT 1 FROM enquiries_evidenceitem i
            JOIN enquiries_checkanswer r ON r.id = i.answer_id
            JOIN enquiries_checkperson p ON p.id = r.about_id
            WHERE p.check_of_id = c.id AND i.category = 'mental_health'){mental_with}
    FROM files_storedfile f
    JOIN enquiries_agencycheck c ON f.about = 'agencycheck:' || c.id
    JOIN access_agency g ON g.code = c.agency_id
    WHERE c.enquiry_id = enquiry AND f.sent_at IS NOT NULL AND (
        enquiries_is_health(g.kind) OR EXISTS (
            SELECT 1 FROM enquiries_evidenceitem i
            JOIN enquiries_checkanswer r ON r.id = i.answer_id
            JOIN enquiries_checkperson p ON p.id = r.about_id
            WHERE p.check_of_id = c.id AND i.category IN {health}){asked_with})
$$;
"""
MENTAL = """
            OR 'mental_health' IN (SELECT * FROM enquiries_told_by_questions(c.form_id, r.told))"""
ASKED = " OR EXISTS (SELECT 1 FROM enquiries_told_by_questions(c.form_id, r.told))"
WITH = """ OR EXISTS (
            SELECT 1 FROM enquiries_checkanswer r
            JOIN enquiries_checkperson p ON p.id = r.about_id
            CROSS JOIN enquiries_told_by_questions(c.form_id, r.told) t
            WHERE p.check_of_id = c.id{only})"""
NOW = {
    "mental": MENTAL,
    "asked": ASKED,
    "mental_with": WITH.replace("{only}", " AND t.category = 'mental_health'"),
    "asked_with": WITH.replace("{only}", ""),
}


def told(**parts: str) -> str:
    """The function with these parts, or without them as before."""
    made = TOLD.replace("{health}", HEALTH)
    for name in NOW:
        made = made.replace("{" + name + "}", parts.get(name, ""))
    return made


class Migration(migrations.Migration):

    dependencies = [
        ('enquiries', '0028_a_decision_asks_practices'),
        ('files', '0001_first_tables'),
        ('reference', '0001_first_tables'),
    ]

    operations = [
        migrations.RunSQL(BY_QUESTIONS, NOT_BY_QUESTIONS),
        migrations.RunSQL(told(**NOW), told()),
    ]
