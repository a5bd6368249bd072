"""Writing, recommending and deciding what level of need a child has (P7)."""
