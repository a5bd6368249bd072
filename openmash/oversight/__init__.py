"""Looks at the process, and never changes it."""
