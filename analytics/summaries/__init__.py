"""Daily summaries of visits that can be added up: counts, sums and histograms, instead of ten million rows."""
