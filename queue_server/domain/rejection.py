"""How the domain says no."""


class CommandRejected(Exception):  # noqa: N818 - the domain's word
    """A command that the rules do not allow. Nothing has changed.

    `code` is one of the codes of the domain (`<thing>_<why>`), `detail` a sentence for people that names what is in
    the way, `state` the state of the ticket concerned where there is one.
    """

    def __init__(self, code: str, detail: str, state: str | None = None) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.state = state
