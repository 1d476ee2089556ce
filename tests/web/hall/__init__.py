"""The boards in a browser, before an office that a test scripts."""
