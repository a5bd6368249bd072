"""Health that was told of a duplicate shuts gate G1 of the worry it repeats (P1, P6)."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION enquiries_health_owed_in(enquiry uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
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

-- The gate of a contact is the gate of each enquiry about it, and about what repeats it.
CREATE OR REPLACE FUNCTION enquiries_health_owed(contact uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM enquiries_mashenquiry e JOIN contacts_contact c ON c.id = e.contact_id
        WHERE (c.id = contact OR c.duplicate_of_id = contact) AND enquiries_health_owed_in(e.id));
END $$;
"""
BACKWARDS = """
CREATE OR REPLACE FUNCTION enquiries_health_owed(contact uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
    e enquiries_mashenquiry;
    last enquiries_healthreading;
    is_mental boolean;
    is_asked boolean;
BEGIN
    SELECT * INTO e FROM enquiries_mashenquiry WHERE contact_id = contact;
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
DROP FUNCTION enquiries_health_owed_in(uuid);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0009_open_a_mash_enquiry_about_it'),
        ('enquiries', '0014_an_emergency_is_for_one_decision'),
    ]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
