"""Gate G1 in the database: is health still owed for a contact (P6)?

The net beneath `rules.health.why_gate_is_shut`, which stays the readable truth; `decisions` asks it of
every decision, whoever makes it and at whatever level.
"""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION enquiries_is_health(kind text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(kind IN ('health_trust', 'mental_health_trust', 'gp_practice'), false)
$$;

-- Everything about health that was told in an enquiry, with the key it is read by.
CREATE FUNCTION enquiries_told_of_health(enquiry uuid)
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
    SELECT 'answer:' || r.id, g.kind = 'mental_health_trust'
    FROM enquiries_checkanswer r
    JOIN enquiries_checkperson p ON p.id = r.about_id
    JOIN enquiries_agencycheck c ON c.id = p.check_of_id
    JOIN access_agency g ON g.code = c.agency_id
    WHERE c.enquiry_id = enquiry AND r.outcome = 'info' AND enquiries_is_health(g.kind)
$$;

CREATE FUNCTION enquiries_health_owed(contact uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
    e enquiries_mashenquiry;
    last enquiries_healthreading;
    is_mental boolean;
    is_asked boolean;
BEGIN
    SELECT * INTO e FROM enquiries_mashenquiry WHERE contact_id = contact;
    IF e.id IS NULL OR EXISTS (
        SELECT 1 FROM enquiries_healthemergency WHERE enquiry_id = e.id AND reviewed_at IS NULL
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
    END IF;
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
BACKWARDS = """
DROP FUNCTION enquiries_health_owed(uuid);
DROP FUNCTION enquiries_told_of_health(uuid);
DROP FUNCTION enquiries_is_health(text);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('enquiries', '0011_what_health_means'),
    ]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
