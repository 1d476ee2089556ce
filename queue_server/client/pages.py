"""A page as the server hands it out: an address and a fixed document. Knows no office, no person, no framework.

A page is a shell without a word of text: its script loads the texts and the live view. So the same bytes serve every
office, and a browser may keep those that are for everybody.
"""

from dataclasses import dataclass
from html import escape

HTML = "text/html; charset=utf-8"
SCRIPT = "text/javascript; charset=utf-8"


STAFF = "/assets/web/staff/staff.css"
"""What every page for staff is drawn by: the bar, forms, tables, tiles."""


@dataclass(frozen=True, slots=True)
class Page:
    """`path` is a route with its parameters in braces. `media_type` is another than HTML for a service worker only,

    which has to lie at the top of the addresses that it keeps. `private`: what is drawn in it is not for the next
    person at the same browser, so the browser keeps nothing of it, not even for its Back button.
    """

    path: str
    html: str
    media_type: str = HTML
    private: bool = False


def page(
    path: str, *, room: str, script: str, styles: tuple[str, ...] = (), kind: str = "", private: bool = False
) -> Page:
    """A page of `room` that runs `/assets/<room>/<script>` over the shared design and the room's own `styles`.

    A style that begins with a slash is another address, as `STAFF` is; a page for staff is private.
    """
    sheets = ["/assets/web/design.css", *(name if name[0] == "/" else f"/assets/{room}/{name}" for name in styles)]
    links = "\n".join(f'<link rel="stylesheet" href="{escape(sheet)}">' for sheet in sheets)
    document = f"""<!doctype html>
<html lang="ru" data-page="{escape(kind or room)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>queue-server</title>
<link rel="icon" href="/assets/web/icon.svg" type="image/svg+xml">
{links}
<script src="/assets/web/early.js"></script>
<script type="module" src="/assets/{escape(room)}/{escape(script)}"></script>
</head>
<body><div id="app"></div></body>
</html>
"""
    return Page(path, document, private=private or STAFF in styles)
