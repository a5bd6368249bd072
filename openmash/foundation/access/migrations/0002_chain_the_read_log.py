"""Reads are digested and chained like events, in a chain of their own."""

from django.db import migrations

FORWARDS = """
CREATE TRIGGER read_digest BEFORE INSERT ON access_readlog FOR EACH ROW EXECUTE FUNCTION ledger_digest();
CREATE CONSTRAINT TRIGGER read_chain AFTER INSERT ON access_readlog
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_chain('read');
"""

BACKWARDS = """
DROP TRIGGER read_chain ON access_readlog;
DROP TRIGGER read_digest ON access_readlog;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0001_first_tables"), ("ledger", "0002_digest_and_chain")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
