"""Live views: what each kind of screen may know of an office, as keyed rows.

Pure: an office's state and an instant come in, rows come out. Nothing here knows sockets, HTTP, the log or the clock.
"""
