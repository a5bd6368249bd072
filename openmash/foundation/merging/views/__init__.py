"""The pages of merging."""
