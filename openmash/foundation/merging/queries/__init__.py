"""Reading what may be one person, and what stands behind one."""
