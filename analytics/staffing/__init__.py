"""How many are needed, who works when, and what to change: advice that is tried by simulation before it is given."""
