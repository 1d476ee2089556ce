"""The hall's pages: the lobby board and the board over a desk. Knows their addresses; the rest is in `web/`."""

from queue_server.client.pages import Page, page

PAGES: tuple[Page, ...] = (
    page("/board/{office}", room="display", script="board.js", styles=("hall.css", "board.css"), kind="board"),
    page(
        "/board/{office}/desk/{desk}",
        room="display",
        script="desk_board.js",
        styles=("hall.css", "desk_board.css"),
        kind="desk-board",
    ),
)
