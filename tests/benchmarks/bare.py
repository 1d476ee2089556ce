"""What to measure against: a FastAPI route with the product's request and response models, and nothing behind it."""

import sys
import warnings
from typing import Annotated, Any

import uvicorn
from fastapi import FastAPI, Header
from pydantic.warnings import UnsupportedFieldAttributeWarning

from queue_server.api.answers import EXAMPLE_TICKET, TicketAnswer
from queue_server.api.bodies import IssueBody


def bare_app() -> FastAPI:
    """One route."""
    app = FastAPI()

    @app.get("/readyz")
    async def readyz() -> None:
        return None

    @app.post("/api/v1/offices/{office}/tickets", status_code=201, response_model=TicketAnswer)
    async def issue(
        office: str,
        body: IssueBody,
        idempotency_key: Annotated[str, Header()],
        authorization: Annotated[str, Header()],
    ) -> dict[str, Any]:
        return {**EXAMPLE_TICKET, "office": office, "topic": body.topic, "id": body.id or idempotency_key}

    return app


def main() -> None:
    """Serve on the port that the first argument names, as the product is served."""
    # FastAPI silences this while it builds a model; the product's are built at their first use.
    warnings.filterwarnings("ignore", category=UnsupportedFieldAttributeWarning)
    uvicorn.run(bare_app(), host="127.0.0.1", port=int(sys.argv[1]), log_level="error", access_log=False)


if __name__ == "__main__":
    main()
