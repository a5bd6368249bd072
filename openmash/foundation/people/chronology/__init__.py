"""The chronology of a person or household: composed when it is read, never kept."""
