"""Predictors tried on days that have been: what each would have said, beside what came."""
