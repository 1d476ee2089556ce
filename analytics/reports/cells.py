"""Text in cells of sheets and of CSV: what a spreadsheet would take for a formula is kept as text."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so is run by a spreadsheet that opens a CSV file (OWASP, "CSV injection")."""


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would run it.

    >>> harmless('=HYPERLINK("http://x")'), harmless("К014")
    ('\\'=HYPERLINK("http://x")', 'К014')
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
