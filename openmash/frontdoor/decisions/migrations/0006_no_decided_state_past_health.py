"""What is decided has its time, and nothing that matters in it changes while health is owed (gate G1).

The sender is told, and it is made final, also where health has told something late: neither decides.
"""

from django.db import migrations, models

FORWARDS = """
DROP TRIGGER begun_decided_only_after_health ON decisions_thresholddecision;
DROP TRIGGER decided_only_after_health ON decisions_thresholddecision;
CREATE TRIGGER decided_only_after_health BEFORE UPDATE ON decisions_thresholddecision
    FOR EACH ROW WHEN (
        (NEW.decided_at IS NOT NULL OR NEW.state IN ('decided', 'feedback_sent', 'final'))
        AND (
            (OLD.decided_at, OLD.level, OLD.outcome, OLD.contact_id, OLD.child_id)
                IS DISTINCT FROM
            (NEW.decided_at, NEW.level, NEW.outcome, NEW.contact_id, NEW.child_id)
            OR (
                OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN
                    (('decided', 'feedback_sent'), ('feedback_sent', 'final'))
            )
        )
    )
    EXECUTE FUNCTION decisions_health_has_read();
CREATE TRIGGER begun_decided_only_after_health BEFORE INSERT ON decisions_thresholddecision
    FOR EACH ROW WHEN (
        NEW.decided_at IS NOT NULL OR NEW.state IN ('decided', 'feedback_sent', 'final')
    )
    EXECUTE FUNCTION decisions_health_has_read();
"""
BACKWARDS = """
DROP TRIGGER begun_decided_only_after_health ON decisions_thresholddecision;
DROP TRIGGER decided_only_after_health ON decisions_thresholddecision;
CREATE TRIGGER decided_only_after_health BEFORE UPDATE ON decisions_thresholddecision
    FOR EACH ROW WHEN (NEW.decided_at IS NOT NULL AND OLD.decided_at IS NULL)
    EXECUTE FUNCTION decisions_health_has_read();
CREATE TRIGGER begun_decided_only_after_health BEFORE INSERT ON decisions_thresholddecision
    FOR EACH ROW WHEN (NEW.decided_at IS NOT NULL)
    EXECUTE FUNCTION decisions_health_has_read();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0005_no_decision_past_health'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='thresholddecision',
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(('decided_at__isnull', False), ('state__in', ['decided', 'feedback_sent', 'final'])),
                    models.Q(models.Q(('state__in', ['decided', 'feedback_sent', 'final']), _negated=True), ('decided_at', None)),
                    _connector='OR',
                ),
                name='decision_decided_at_its_time',
            ),
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
