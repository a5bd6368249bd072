"""Ways in for whoever has no account: the public, a child or young person (P1, L88, e-MARF §7)."""
