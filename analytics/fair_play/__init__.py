"""Fair play: what makes the standard's figures look better than the visitors' day was. Signs, not verdicts."""
