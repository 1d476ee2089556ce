"""The HTTP and WebSocket edges: words on the wire to commands and back. No rules live here."""
