"""Who looked at a record, for whoever audits it: never the record itself (`data.md` §3.22)."""
