"""The public API from the outside: the Python client, and in `web` the browser's. Knows nothing of ours."""
