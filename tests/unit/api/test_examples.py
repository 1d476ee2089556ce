"""The examples of the contract are what the contract says."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

import queue_server.app
from display.voice.routes import CallPlan, VoiceState
from queue_server.api.answers import Answer
from queue_server.api.bodies import Body

assert queue_server.app is not None, "every answer and body is known once the whole is put together"


def kinds(of: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for kind in of.__subclasses__():
        yield kind
        yield from kinds(kind)


def examples() -> Iterator[tuple[type[BaseModel], Any]]:
    shown_by: list[type[BaseModel]] = [*kinds(Answer), *kinds(Body), VoiceState, CallPlan]
    for kind in shown_by:
        extra = kind.model_config.get("json_schema_extra")
        if isinstance(extra, dict):
            shown = extra.get("examples")
            for example in shown if isinstance(shown, list) else ():
                yield kind, example


EXAMPLES = list(examples())


def test_there_are_many() -> None:
    assert len({kind for kind, _ in EXAMPLES}) > 50


@pytest.mark.parametrize(("kind", "example"), EXAMPLES, ids=lambda value: getattr(value, "__name__", ""))
def test_an_example_is_what_its_schema_says(kind: type[BaseModel], example: Any) -> None:
    kind.model_validate_json(json.dumps(example))
