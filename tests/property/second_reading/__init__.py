"""A second reading of the rules: `replay` done again from docs alone, the naive way, to hold the domain against.

It shares no code with `queue_server`. A visit is the list of its spans and every clock is a sum over that list; whoever
is called next is found by looking at everybody; nothing is kept up. Comments quote the rule that a line stands for.
"""
