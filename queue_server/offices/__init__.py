"""The running offices: one writer each, the clock, the timers, and recorded days run again."""
