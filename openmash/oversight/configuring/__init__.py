"""Reference data is changed in the product: one person proposes, another publishes (L11, `roles.md` §3)."""
