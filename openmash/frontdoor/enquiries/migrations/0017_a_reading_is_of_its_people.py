"""A reading counts for the people and the answers that its author had before them (gate G1, P6).

Somebody who is added to the enquiry later is not in it, and an answer that is put right has another key.
"""

from django.db import migrations, models

# The owner is held by the row policies too; `secure_database`, run after every migration, forces them again.
FILL = """
ALTER TABLE enquiries_healthanalysis NO FORCE ROW LEVEL SECURITY;
ALTER TABLE enquiries_healthreading NO FORCE ROW LEVEL SECURITY;
ALTER TABLE enquiries_scopeperson NO FORCE ROW LEVEL SECURITY;
UPDATE enquiries_healthreading r SET about = coalesce((
    SELECT jsonb_agg(p.id::text ORDER BY p.id) FROM enquiries_scopeperson p
    JOIN enquiries_healthanalysis h ON h.enquiry_id = p.enquiry_id
    WHERE h.id = r.analysis_id AND p.added_at <= r.written_at
        AND p.role IN ('child', 'parent', 'carer')), '[]');
"""

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
    SELECT 'answer:' || r.id{put_right}, g.kind = 'mental_health_trust'
    FROM enquiries_checkanswer r
    JOIN enquiries_checkperson p ON p.id = r.about_id
    JOIN enquiries_agencycheck c ON c.id = p.check_of_id
    JOIN access_agency g ON g.code = c.agency_id
    WHERE c.enquiry_id = enquiry AND r.outcome = 'info' AND enquiries_is_health(g.kind)
$$;
"""
PUT_RIGHT = """ || CASE WHEN EXISTS (
            SELECT 1 FROM enquiries_checkanswer n
            WHERE n.about_id = r.about_id AND n.number > r.number)
        THEN ':put_right' ELSE '' END"""

OWED = """
CREATE OR REPLACE FUNCTION enquiries_health_owed_in(enquiry uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
    e enquiries_mashenquiry;
    last enquiries_healthreading;
    is_mental boolean;
    is_asked boolean;
BEGIN
    SELECT * INTO e FROM enquiries_mashenquiry WHERE id = enquiry;
    -- An emergency is for the decision waited for then, and for what was known of health then.
    IF e.id IS NULL OR EXISTS (
        SELECT 1 FROM enquiries_healthemergency m
        WHERE m.enquiry_id = e.id AND m.reviewed_at IS NULL
            AND m.decided_before_at >= e.opened_at
            AND (e.anew_at IS NULL OR m.decided_before_at > e.anew_at)
            AND NOT EXISTS (
                SELECT key FROM enquiries_told_of_health(e.id)
                EXCEPT SELECT jsonb_array_elements_text(m.knew))
    ) THEN
        RETURN false;
    END IF;
    SELECT count(*) > 0, coalesce(bool_or(a.kind = 'mental_health_trust'), false)
        INTO is_asked, is_mental
        FROM enquiries_agencycheck c JOIN access_agency a ON a.code = c.agency_id
        WHERE c.enquiry_id = e.id AND enquiries_is_health(a.kind);
    IF NOT is_asked AND NOT EXISTS (SELECT 1 FROM enquiries_told_of_health(e.id)) THEN
        RETURN false;
    END IF;
    SELECT r.* INTO last FROM enquiries_healthreading r
        JOIN enquiries_healthanalysis h ON h.id = r.analysis_id
        WHERE h.enquiry_id = e.id AND h.state = 'signed'
        ORDER BY r.number DESC LIMIT 1;
    IF last.id IS NULL OR last.written_at < e.opened_at THEN
        RETURN true;
    END IF;
    IF EXISTS (
        (SELECT key FROM enquiries_told_of_health(e.id)
            EXCEPT SELECT jsonb_array_elements_text(last.read))
        UNION ALL
        (SELECT jsonb_array_elements_text(last.read)
            EXCEPT SELECT key FROM enquiries_told_of_health(e.id))
    ) THEN
        RETURN true;
    END IF;{people}
    is_mental := is_mental OR EXISTS (SELECT 1 FROM enquiries_told_of_health(e.id) t WHERE t.mental);
    RETURN NOT EXISTS (
            SELECT 1 FROM enquiries_healthsignature s
            WHERE s.reading_id = last.id AND s.agrees AND s.part = 'author')
        OR (is_mental AND NOT EXISTS (
            SELECT 1 FROM enquiries_healthsignature s
            WHERE s.reading_id = last.id AND s.agrees AND s.competences ? 'MENTAL_HEALTH'))
        OR (last.wants_opinion AND NOT EXISTS (
            SELECT 1 FROM enquiries_healthsignature s
            WHERE s.reading_id = last.id AND s.agrees AND s.part = 'second'));
END $$;
"""
PEOPLE = """
    IF EXISTS (
        SELECT 1 FROM enquiries_scopeperson p
        WHERE p.enquiry_id = e.id AND p.removed_at IS NULL
            AND p.role IN ('child', 'parent', 'carer') AND NOT last.about ? p.id::text
    ) THEN
        RETURN true;
    END IF;"""

FORWARDS = (
    FILL + TOLD.replace('{put_right}', PUT_RIGHT) + OWED.replace('{people}', PEOPLE)
)
BACKWARDS = TOLD.replace('{put_right}', '') + OWED.replace('{people}', '')


class Migration(migrations.Migration):

    dependencies = [
        ('enquiries', '0016_answers_have_an_order'),
    ]

    operations = [
        migrations.AddField(
            model_name='healthanalysis',
            name='late_seen',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='healthreading',
            name='about',
            field=models.JSONField(default=list),
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
