"""The voice over HTTP: what can be said, the plan of a call, the clips.

Knows `Voice` and FastAPI. Must not know the server: `app.py` puts these routes in. Nothing here is personal, and the
set of clips is closed, so the routes are public and their work is bounded.
"""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Query
from fastapi.responses import FileResponse, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict

from display.voice.voice import Voice

PREFIX = "/api/v1/voice"
_FOR_EVER = "public, max-age=31536000, immutable"

Language = Annotated[str, Path(pattern=r"^[a-z]{2}$", examples=["ru"])]
ClipName = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,32}$", examples=["number-15"])]
Spoken = Annotated[str, Query(min_length=1, max_length=12)]


Endpoint = Callable[..., Any]


def _as_it_is(endpoint: Endpoint) -> Endpoint:
    return endpoint


class VoiceState(BaseModel):
    """Whether a language can be spoken here. `engine` is null where the chime is all there is."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"language": "ru", "engine": "espeak-ng"}]})

    language: str
    engine: str | None


class CallPlan(BaseModel):
    """The clips of one call as addresses, to be played in order, the chime first."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{
                "language": "ru", "engine": "espeak-ng",
                "clips": ["/api/v1/voice/ru/chime.wav?v=3f2a9c", "/api/v1/voice/ru/ticket.wav?v=3f2a9c"],
            }]
        }
    )  # fmt: skip

    language: str
    engine: str | None
    clips: list[str]


def routes(
    voice: Voice,
    permitted: Callable[[Endpoint], Endpoint] = _as_it_is,
    route_class: type[APIRoute] = APIRoute,
) -> APIRouter:
    """The routes of one `Voice`, of the kind that the server which takes them in has; `permitted` marks them public."""
    router = APIRouter(prefix=PREFIX, tags=["voice"], route_class=route_class)

    @router.get("/{language}", response_model=VoiceState, summary="Whether a language can be spoken, and by what")
    @permitted
    async def state(language: Language) -> Response:
        _known(voice, language)
        voice.prepare(language)
        return _json(VoiceState(language=language, engine=await voice.engine(language)))

    @router.get("/{language}/plan", response_model=CallPlan, summary="What is said when a ticket is called")
    @permitted
    async def call_plan(language: Language, number: Spoken, desk: Spoken) -> Response:
        _known(voice, language)
        voice.prepare(language)
        clips = await voice.playable(language, number, desk)
        addresses = [f"{PREFIX}/{language}/{name}.wav?v={version}" for name, version in clips]
        return _json(CallPlan(language=language, engine=await voice.engine(language), clips=addresses))

    @router.get(
        "/{language}/{clip}.wav",
        summary="One clip of speech, or the chime",
        response_class=FileResponse,
        responses={200: {"content": {"audio/wav": {}}}, 404: {"description": "No such clip, or nobody to speak it"}},
    )
    @permitted
    async def clip_file(language: Language, clip: ClipName) -> FileResponse:
        file = await voice.clip(language, clip)
        if file is None:
            raise HTTPException(404, f"No clip {clip!r} in {language!r}.")
        return FileResponse(file, media_type="audio/wav", headers={"Cache-Control": _FOR_EVER})

    return router


def _json(answer: BaseModel) -> Response:
    return Response(answer.model_dump_json(), media_type="application/json")


def _known(voice: Voice, language: str) -> None:
    if language not in voice.languages:
        raise HTTPException(404, f"Nobody speaks {language!r} here.")
