"""The half year before the demonstration's day: enough closed contacts for the charts of the measures."""
