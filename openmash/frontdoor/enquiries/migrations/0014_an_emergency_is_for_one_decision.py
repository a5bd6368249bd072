"""An emergency opens gate G1 for one decision, and for what was known when it was said (P6)."""

from django.db import migrations, models

FORWARDS = """
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


class Migration(migrations.Migration):

    dependencies = [
        ('enquiries', '0013_say_where_a_fact_stands'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='healthemergency', name='one_emergency_stands'),
        migrations.AddField(
            model_name='healthemergency',
            name='knew',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='mashenquiry',
            name='anew_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='mashenquiry',
            name='anew_by',
            field=models.TextField(blank=True, default=''),
            preserve_default=False,
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
