"""Reading what a decision rests on, and which decisions wait."""
