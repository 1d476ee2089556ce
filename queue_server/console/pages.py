"""The addresses of the staff's pages. Each is a shell; its script asks who is signed in and loads the live view."""

from queue_server.client.pages import STAFF, Page, page

ROOM = "console"

NOT_FOUND = page("", room=ROOM, script="not_found.js", styles=(STAFF,), kind="not-found")
"""Shown at every address where there is no page."""

VIEWER = "/assets/web/vendor/swagger_ui.css"
API = page("/docs", room=ROOM, script="api/api.js", styles=(STAFF, VIEWER, "api/api.css"), kind="api")
"""The browsable API, where a setting asks for it."""

PAGES: tuple[Page, ...] = (
    page("/", room=ROOM, script="home/home.js", styles=(STAFF, "home/home.css"), kind="home"),
    page("/sign-in", room=ROOM, script="sign_in.js", styles=(STAFF, "sign_in.css"), kind="sign-in"),
    page("/account", room=ROOM, script="account/account.js", styles=(STAFF, "sign_in.css"), kind="sign-in"),
    page("/desk", room=ROOM, script="desk/desk.js", styles=(STAFF, "desk/desk.css"), kind="desk"),
    page("/reception", room=ROOM, script="reception/reception.js", styles=(STAFF, "reception/reception.css")),
    page("/admin", room=ROOM, script="admin/admin.js", styles=(STAFF, "admin/admin.css"), kind="admin"),
)
