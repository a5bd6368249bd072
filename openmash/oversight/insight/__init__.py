"""Measures: what happened, counted from the records themselves, and never who (`measures.md`)."""
