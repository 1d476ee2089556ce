"""Why something was not sent, in words that hold no secret."""


class SendingFailed(Exception):  # noqa: N818 - named for what happened
    """It was not sent. `lasting`: trying again would end the same way. The words name no password and no address."""

    def __init__(self, why: str, *, lasting: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.lasting = lasting
