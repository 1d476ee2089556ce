"""Sentences spoken for a visitor who cannot read the kiosk's screen: its words as sound (EN 301 549, clause 5).

A kiosk may let anything short be said that stands on its screen; nobody else may make this machine talk. What speaks,
`starting.py` puts in; without a voice there is nothing to be said.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from queue_server.api.answers import SpeechAnswer
from queue_server.api.fields import TEXT, SpokenPath
from queue_server.api.guard import GuardedRoute
from queue_server.api.permissions import SPEAKS, permits
from queue_server.api.submitting import json_response
from queue_server.api.surroundings import surroundings_of
from queue_server.errors import Unknown

router = APIRouter(prefix="/api/v1/speech", tags=["pages"], route_class=GuardedRoute)

WAV = "audio/wav"
WAV_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {"description": "The sentence as sound.", "content": {WAV: {"schema": {"type": "string", "format": "binary"}}}}
}
LONGEST_SENTENCE = 400
"""Characters: a topic with all that is to be brought. Speaking it takes half a minute, and making it a second."""


@router.get("", response_model=SpeechAnswer, summary="Which languages can be read aloud")
@permits(SPEAKS)
async def languages(request: Request) -> Response:
    """Empty where no voice is installed."""
    speech = surroundings_of(request).speech
    return json_response({"languages": [language for language in speech.languages if await speech.reads(language)]})


@router.get("/{language}", summary="A sentence, spoken", responses=WAV_ANSWER, response_class=Response)
@permits(SPEAKS)
async def sentence(
    request: Request,
    language: SpokenPath,
    text: Annotated[str, Query(min_length=1, max_length=LONGEST_SENTENCE, pattern=TEXT, examples=["Справки"])],
) -> Response:
    """Made when first asked for, and kept in memory for the next visitor."""
    sound = await surroundings_of(request).speech.sentence(language, text)
    if sound is None:
        raise Unknown(f"Nothing here reads “{language}” aloud.", code="speech_unknown")
    return Response(sound, media_type=WAV, headers={"Cache-Control": "private, max-age=86400"})
