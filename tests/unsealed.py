"""What anybody can read in a sealed text without its key: base64 and compression hide nothing."""

import zlib
from base64 import urlsafe_b64decode


def layers(sealed: str) -> list[bytes]:
    """The text, what it is the base64 of, and that decompressed, as far as it can be."""
    raw = urlsafe_b64decode(sealed)
    try:
        return [sealed.encode(), raw, zlib.decompress(raw)]
    except zlib.error:
        return [sealed.encode(), raw]
