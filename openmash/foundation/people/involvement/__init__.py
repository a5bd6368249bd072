"""The register of who works with whom (architecture §0.11), and the three questions it answers."""
