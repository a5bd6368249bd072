"""The database digests every row on insert, and links it into the chain when the transaction commits."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION ledger_canonical(entry jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_strip_nulls(entry - 'facts' - 'reason' - 'digest')::text
$$;

CREATE FUNCTION ledger_facts_digest(facts jsonb, reason text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to(coalesce(facts::text, '') || chr(31) || coalesce(reason, ''), 'UTF8')), 'hex')
$$;

CREATE FUNCTION ledger_link_hash(previous text, place bigint, entry uuid, digest text)
RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to(
    previous || chr(31) || place || chr(31) || entry || chr(31) || digest, 'UTF8')), 'hex')
$$;

CREATE FUNCTION ledger_digest() RETURNS trigger LANGUAGE plpgsql SET timezone = 'UTC' AS $$
BEGIN
  NEW.facts_digest := ledger_facts_digest(NEW.facts, NEW.reason);
  NEW.digest := encode(sha256(convert_to(ledger_canonical(to_jsonb(NEW)), 'UTF8')), 'hex');
  RETURN NEW;
END $$;

CREATE FUNCTION ledger_chain() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  head_position bigint;
  head_hash text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('ledger:' || TG_ARGV[0] || ':' || NEW.partnership, 0));
  SELECT position, hash INTO head_position, head_hash FROM ledger_link
   WHERE partnership = NEW.partnership AND chain = TG_ARGV[0] ORDER BY position DESC LIMIT 1;
  head_position := coalesce(head_position, 0) + 1;
  head_hash := coalesce(head_hash, 'genesis');
  INSERT INTO ledger_link (partnership, chain, position, entry, digest, previous, hash)
  VALUES (NEW.partnership, TG_ARGV[0], head_position, NEW.id, NEW.digest, head_hash,
          ledger_link_hash(head_hash, head_position, NEW.id, NEW.digest));
  RETURN NULL;
END $$;

CREATE TRIGGER event_digest BEFORE INSERT ON ledger_event FOR EACH ROW EXECUTE FUNCTION ledger_digest();
CREATE CONSTRAINT TRIGGER event_chain AFTER INSERT ON ledger_event
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_chain('event');
"""

BACKWARDS = """
DROP TRIGGER event_chain ON ledger_event;
DROP TRIGGER event_digest ON ledger_event;
DROP FUNCTION ledger_chain();
DROP FUNCTION ledger_digest();
DROP FUNCTION ledger_link_hash(text, bigint, uuid, text);
DROP FUNCTION ledger_facts_digest(jsonb, text);
DROP FUNCTION ledger_canonical(jsonb);
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_first_tables")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
