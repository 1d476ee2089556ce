"""The voice of the hall: the clips of a call, rendered once and kept on disk.

Knows clips, engines and the cache. Must not know offices, tickets or the API; `routes` serves what it makes.
"""

import asyncio
import contextlib
import hashlib
import logging
import os
import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from display.voice import sound
from display.voice.chime import SAMPLE_RATE, chime, pause
from display.voice.clips import CHIME, CLIPS, PAUSE, SOUNDS, Clip
from display.voice.engines import ENGINES, PINYIN, EngineError, TtsEngine, own_engine, speak
from display.voice.grammar import plan
from display.voice.places import default_cache, default_recordings

_log = logging.getLogger(__name__)

SENTENCES_BYTES = 16 * 1024 * 1024
"""Sentences kept in memory: some two hundred, a kiosk's screens in two languages."""

FORM = "1"
"""Raised when trimming or the chime change, so that what lies in the cache is made anew."""

_SOUND_MAKERS: Mapping[str, Callable[[], sound.Samples]] = {CHIME: chime, PAUSE: pause}


class Voice:
    """Clips by language and name. Nothing is rendered before a board asks, then all of that language in the background.

    `recordings/<language>/<clip>.wav`, where there is one, takes the place of the engine: studio recordings come so.
    """

    def __init__(
        self,
        cache: Path | None = None,
        *,
        recordings: Path | None = None,
        commands: Mapping[str, str] | None = None,
        engines: Sequence[TtsEngine] = ENGINES,
    ) -> None:
        """`commands` maps languages to command lines of an own engine (text on stdin, `{out}` the file).

        Without `cache` and `recordings`, see `places`.
        """
        self._given_cache = cache
        self._given_recordings = recordings
        self._engines = (own_engine(commands), *engines) if commands else tuple(engines)
        self._speaking = asyncio.Lock()
        self._sentences: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._engine_by_language: dict[str, TtsEngine | None] = {}
        self._failed: set[tuple[str, str]] = set()
        self._rendering: dict[str, asyncio.Task[None]] = {}

    languages: tuple[str, ...] = tuple(CLIPS)

    @cached_property
    def _cache(self) -> Path:
        return self._given_cache or default_cache()

    @cached_property
    def _recordings(self) -> Path | None:
        return self._given_recordings or default_recordings()

    @property
    def can_speak(self) -> bool:
        """Whether anything is here that might speak: an engine's program, or recordings. Costs a look at the path."""
        programs = {command[0] for engine in self._engines for command in engine.commands.values()}
        return self._recordings is not None or any(shutil.which(program) for program in programs)

    def plan(self, language: str, number: str, desk: str) -> list[str]:
        """The clips of a call in order, pure: see `grammar`."""
        return plan(language, number, desk)

    async def engine(self, language: str) -> str | None:
        """The name of what speaks this language here; None where the chime is all there is."""
        chosen = await self._chosen(language)
        if chosen is not None:
            return chosen.name
        return "recordings" if self._recording(language, "ticket") else None

    async def clip(self, language: str, name: str) -> Path | None:
        """The file of a clip, rendered now if it was not yet. None if there is no such clip, or nobody to speak it."""
        if language not in CLIPS or (name not in SOUNDS and name not in CLIPS[language]):
            return None
        if recording := self._recording(language, name):
            return recording
        if name in SOUNDS:
            return await asyncio.to_thread(self._made, name)
        chosen = await self._chosen(language)
        return None if chosen is None else await self._rendered(chosen, language, CLIPS[language][name])

    async def playable(self, language: str, number: str, desk: str) -> list[tuple[str, str]]:
        """The plan as pairs of clip name and version, the chime alone if nobody speaks the language.

        The version changes with the sound, so that browsers may keep a clip for ever.
        """
        names = self.plan(language, number, desk)
        if await self.engine(language) is None:
            names = [CHIME]
        return [(name, await self.version(language, name)) for name in names]

    async def version(self, language: str, name: str) -> str:
        """A short fingerprint of what the clip sounds like."""
        if recording := self._recording(language, name):
            about = await asyncio.to_thread(recording.stat)
            return _fingerprint(str(about.st_mtime_ns), str(about.st_size))[:12]
        if name in SOUNDS:
            return _fingerprint(name)[:12]
        chosen = await self._chosen(language)
        return "none" if chosen is None else _key(chosen, language, CLIPS[language][name])[:12]

    async def reads(self, language: str) -> bool:
        """Whether free sentences can be read aloud. An engine that wants Chinese in pinyin reads no characters."""
        chosen = await self._chosen(language)
        return chosen is not None and not (language == "zh" and PINYIN in chosen.commands)

    async def sentence(self, language: str, text: str) -> bytes | None:
        """A sentence as a WAV file; None where nothing reads it. The last ones stay in memory."""
        key = (language, text)
        if key in self._sentences:
            self._sentences.move_to_end(key)
            return self._sentences[key]
        chosen = await self._chosen(language)
        if chosen is None or not await self.reads(language):
            return None
        said = chosen.utterance(language, Clip("sentence", text))
        if said is None:
            return None
        async with self._speaking:
            try:
                samples, rate = sound.read(await speak(*said))
                word = sound.write(sound.level(samples, rate), rate)
            except (EngineError, sound.NoSpeechError, OSError) as problem:
                _log.info("voice: %r cannot be read aloud in %s: %s", text, language, problem)
                return None
        self._sentences[key] = word
        while sum(map(len, self._sentences.values())) > SENTENCES_BYTES:
            self._sentences.popitem(last=False)
        return word

    def prepare(self, language: str) -> None:
        """Begin to render every clip of the language in the background, unless that has begun already."""
        if language in CLIPS and language not in self._rendering:
            self._rendering[language] = asyncio.create_task(self._render_all(language), name=f"voice {language}")

    async def stop(self) -> None:
        """End what is being rendered; what was begun is made anew next time."""
        tasks = list(self._rendering.values())
        self._rendering.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _render_all(self, language: str) -> None:
        for name in CLIPS[language]:
            with contextlib.suppress(OSError):
                await self.clip(language, name)

    async def _chosen(self, language: str) -> TtsEngine | None:
        """The first engine that really said the first word. What it said before counts: the file is still there."""
        if language in CLIPS and language not in self._engine_by_language:
            first = next(iter(CLIPS[language].values()))
            chosen = None
            for engine in self._engines:
                if await self._rendered(engine, language, first):
                    chosen = engine
                    break
            self._engine_by_language.setdefault(language, chosen)
        return self._engine_by_language.get(language)

    async def _rendered(self, engine: TtsEngine, language: str, clip: Clip) -> Path | None:
        said = engine.utterance(language, clip)
        if said is None:
            return None
        key = _key(engine, language, clip)
        file = self._cache / language / f"{key}.wav"
        # One at a time: a call that waits for a clip comes between two of the background's.
        async with self._speaking:
            if await asyncio.to_thread(file.exists):
                return file
            if (language, key) in self._failed:
                return None
            try:
                samples, rate = sound.read(await speak(*said))
                word = sound.write(sound.level(samples, rate), rate)
            except (EngineError, sound.NoSpeechError, OSError) as problem:
                self._failed.add((language, key))
                _log.info("voice: %s cannot say %r in %s: %s", engine.name, clip.text, language, problem)
                return None
            await asyncio.to_thread(_keep, file, word)
            return file

    def _made(self, name: str) -> Path:
        file = self._cache / f"{name}-{_fingerprint(name)}.wav"
        if not file.exists():
            _keep(file, sound.write(_SOUND_MAKERS[name](), SAMPLE_RATE))
        return file

    def _recording(self, language: str, name: str) -> Path | None:
        file = self._recordings / language / f"{name}.wav" if self._recordings else None
        return file if file is not None and file.is_file() else None


def _key(engine: TtsEngine, language: str, clip: Clip) -> str:
    command, text = engine.utterance(language, clip) or ((), "")
    return _fingerprint(engine.name, *command, text)


def _fingerprint(*parts: str) -> str:
    return hashlib.sha256("\0".join((FORM, *parts)).encode()).hexdigest()


def _keep(file: Path, content: bytes) -> None:
    """Write whole or not at all: a server that is stopped meanwhile must not leave half a word."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as part:
            part.write(content)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
