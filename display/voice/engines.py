"""Speech engines as command templates: text on standard input, a WAV file out.

Knows which programs speak which language, and how to run one. Must not know what is said or where it is kept.
"""

import asyncio
import os
import shlex
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from display.voice.clips import Clip

RENDER_TIMEOUT_S = 20.0
"""A word takes 0.03 to 2 s; an engine that needs longer hangs."""

PINYIN = "zh-pinyin"
"""The key of a command that wants Chinese in pinyin."""


class EngineError(RuntimeError):
    """The engine is not there, ended badly, or took too long."""


@dataclass(frozen=True, slots=True)
class TtsEngine:
    """A program that speaks. `commands` maps a language to its words; `{out}` stands for the file to write."""

    name: str
    commands: Mapping[str, tuple[str, ...]]

    def utterance(self, language: str, clip: Clip) -> tuple[tuple[str, ...], str] | None:
        """The command and the text for `clip`; None where this engine does not speak the language."""
        if clip.pinyin is not None and language == "zh" and PINYIN in self.commands:
            return self.commands[PINYIN], clip.pinyin
        command = self.commands.get(language)
        return None if command is None else (command, clip.text)


FESTIVAL = TtsEngine("festival", {"ru": ("text2wave", "-eval", "(voice_msu_ru_nsh_clunits)", "-o", "{out}")})
RHVOICE = TtsEngine(
    "rhvoice",
    {"ru": ("RHVoice-test", "-p", "anna", "-o", "{out}"), "en": ("RHVoice-test", "-p", "slt", "-o", "{out}")},
)
# Debian's espeak-ng has a short Chinese dictionary: it spells most characters out in English ("零" as "ling two"). It
# reads pinyin well, by another voice; Latin letters stay with the first. -s 140: slower than talk, a hall echoes.
ESPEAK = TtsEngine(
    "espeak-ng",
    {
        "ru": ("espeak-ng", "-v", "ru", "-s", "140", "-w", "{out}", "--stdin"),
        "en": ("espeak-ng", "-v", "en-gb", "-s", "140", "-w", "{out}", "--stdin"),
        "zh": ("espeak-ng", "-v", "cmn", "-s", "140", "-w", "{out}", "--stdin"),
        PINYIN: ("espeak-ng", "-v", "cmn-latn-pinyin", "-s", "140", "-w", "{out}", "--stdin"),
    },
)

ENGINES: tuple[TtsEngine, ...] = (FESTIVAL, RHVOICE, ESPEAK)
"""Tried in this order, the most natural first; whichever is installed speaks."""


def own_engine(commands: Mapping[str, str]) -> TtsEngine:
    """An engine from settings: a command line for each language, with `{out}`, run without a shell."""
    return TtsEngine("own", {language: tuple(shlex.split(line)) for language, line in commands.items()})


async def speak(command: tuple[str, ...], text: str) -> bytes:
    """Run the engine once and return its WAV file. Raises `EngineError`."""
    if shutil.which(command[0]) is None:
        raise EngineError(f"{command[0]} is not installed")
    with tempfile.TemporaryDirectory(prefix="voice-") as directory:
        out = Path(directory, "clip.wav")
        words = [word.replace("{out}", str(out)) for word in command]
        # Speaking must not take the processor from those who wait for an answer.
        words = [*(("nice", "-n", "15") if shutil.which("nice") else ()), *words]
        with _text_file(Path(directory, "text"), text) as spoken:
            process = await asyncio.create_subprocess_exec(
                *words,
                stdin=spoken,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
                env={**os.environ, "LC_ALL": "C.UTF-8"},
            )
        try:
            async with asyncio.timeout(RENDER_TIMEOUT_S):
                await process.wait()
        except TimeoutError:
            raise EngineError(f"{command[0]} took longer than {RENDER_TIMEOUT_S:.0f} s") from None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode != 0:
            raise EngineError(f"{command[0]} ended with {process.returncode}")
        try:
            return await asyncio.to_thread(out.read_bytes)
        except FileNotFoundError:  # festival ends with 0 when its voice is missing
            raise EngineError(f"{command[0]} made no sound") from None


def _text_file(file: Path, text: str) -> IO[bytes]:
    """Standard input from a file: an engine that ends before it has read everything breaks no pipe of ours."""
    file.write_text(f"{text}\n", encoding="utf-8")
    return file.open("rb")
