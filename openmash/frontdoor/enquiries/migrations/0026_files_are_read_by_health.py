"""A file from a health agency, or with an answer about health, is read as what it says is (gate G1, P6).

Its key changes when it has been checked: what nobody could open yet, nobody has read.
"""

from django.db import migrations

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
        enquiries_is_health(a.kind) OR enquiries_is_health(g.kind) OR i.category IN (
            'physical', 'development', 'injury', 'ed_attendance', 'was_not_brought', 'immunisation',
            'growth', 'maternity', 'mental_health', 'substance', 'learning_disability', 'medication',
            'safeguarding_flag', 'other_health')
    )
    UNION ALL
    SELECT 'answer:' || r.id || CASE WHEN EXISTS (
            SELECT 1 FROM enquiries_checkanswer n
            WHERE n.about_id = r.about_id AND n.number > r.number)
        THEN ':put_right' ELSE '' END, g.kind = 'mental_health_trust'
    FROM enquiries_checkanswer r
    JOIN enquiries_checkperson p ON p.id = r.about_id
    JOIN enquiries_agencycheck c ON c.id = p.check_of_id
    JOIN access_agency g ON g.code = c.agency_id
    WHERE c.enquiry_id = enquiry AND r.outcome = 'info' AND enquiries_is_health(g.kind){files}
$$;
"""
FILES = """
    UNION ALL
    SELECT 'file:' || f.id || ':' || f.state,
        g.kind = 'mental_health_trust' OR EXISTS (
            SELECT 1 FROM enquiries_evidenceitem i
            JOIN enquiries_checkanswer r ON r.id = i.answer_id
            JOIN enquiries_checkperson p ON p.id = r.about_id
            WHERE p.check_of_id = c.id AND i.category = 'mental_health')
    FROM files_storedfile f
    JOIN enquiries_agencycheck c ON f.about = 'agencycheck:' || c.id
    JOIN access_agency g ON g.code = c.agency_id
    WHERE c.enquiry_id = enquiry AND f.sent_at IS NOT NULL AND (
        enquiries_is_health(g.kind) OR EXISTS (
            SELECT 1 FROM enquiries_evidenceitem i
            JOIN enquiries_checkanswer r ON r.id = i.answer_id
            JOIN enquiries_checkperson p ON p.id = r.about_id
            WHERE p.check_of_id = c.id AND i.category IN (
                'physical', 'development', 'injury', 'ed_attendance', 'was_not_brought', 'immunisation',
                'growth', 'maternity', 'mental_health', 'substance', 'learning_disability', 'medication',
                'safeguarding_flag', 'other_health'))
    )"""


class Migration(migrations.Migration):

    dependencies = [
        ('enquiries', '0025_no_child_is_left_out'),
        ('files', '0001_first_tables'),
    ]

    operations = [
        migrations.RunSQL(TOLD.replace('{files}', FILES), TOLD.replace('{files}', '')),
    ]
