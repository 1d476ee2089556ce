"""Reports: first a plain structure of figures, sentences and tables, then rendered for paper, page or program."""
