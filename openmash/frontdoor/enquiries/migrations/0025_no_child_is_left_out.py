"""Nobody decides while a child of the contact is outside its open enquiry (gate G1, P6).

A child whom the sender names later has been asked about by nobody, so that there is nothing to read.
"""

from django.db import migrations

OWED = """
CREATE OR REPLACE FUNCTION enquiries_health_owed_in(enquiry uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
    e enquiries_mashenquiry;
    last enquiries_healthreading;
    is_mental boolean;
    is_asked boolean;
BEGIN
    SELECT * INTO e FROM enquiries_mashenquiry WHERE id = enquiry;
    IF e.id IS NULL THEN
        RETURN false;
    END IF;{left_out}
    -- An emergency is for the decision waited for then, and for what was known of health then.
    IF EXISTS (
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
    END IF;
    IF EXISTS (
        SELECT 1 FROM enquiries_scopeperson p
        WHERE p.enquiry_id = e.id AND p.removed_at IS NULL
            AND p.role IN ('child', 'parent', 'carer') AND NOT last.about ? p.id::text
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
LEFT_OUT = """
    IF e.state NOT IN ('decided', 'closed', 'ended_undecided') AND EXISTS (
        SELECT 1 FROM contacts_contactchild k
        WHERE k.contact_id = e.contact_id AND k.removed_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM enquiries_scopeperson p
            WHERE p.enquiry_id = e.id AND p.child_id = k.id AND p.removed_at IS NULL)
    ) THEN
        RETURN true;
    END IF;"""


class Migration(migrations.Migration):

    dependencies = [
        ('enquiries', '0024_find_what_waits'),
    ]

    operations = [
        migrations.RunSQL(OWED.replace('{left_out}', LEFT_OUT), OWED.replace('{left_out}', '')),
    ]
