"""Predictors of waits. Each answers with a range, or says that it does not know."""
