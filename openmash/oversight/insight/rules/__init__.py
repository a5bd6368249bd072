"""Rules of what may be shown."""
