"""The announcer: what is said when a ticket is called, and the sounds of it.

For `app.py`:

    voice = Voice(cache, recordings=…, commands={"ru": "…"})   # all optional
    app.include_router(routes(voice, permits(PUBLIC)))         # GET /api/v1/voice/{language}[/plan|/{clip}.wav]
    …
    await voice.stop()                                         # at shutdown

Knows words, engines, WAV files. Must not know the server, its offices or tickets: a number and a desk come in as text.
"""

from display.voice.grammar import plan
from display.voice.routes import routes
from display.voice.voice import Voice

__all__ = ["Voice", "plan", "routes"]
