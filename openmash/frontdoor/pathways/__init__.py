"""Special pathways: contacts with a rule, a clock or a route of their own (P27)."""
