"""Clips: rendered once, kept, spoken by whatever is installed."""

import asyncio
import shutil
import sys
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from display.voice import Voice, sound
from display.voice.chime import SAMPLE_RATE, chime
from display.voice.clips import CHIME, CLIPS, PAUSE
from display.voice.engines import ENGINES, ESPEAK, PINYIN, TtsEngine

_SAY = """
import math, struct, sys, wave
with open(sys.argv[2], "a") as told: told.write(sys.stdin.read())
with wave.open(sys.argv[1], "wb") as out:
    out.setnchannels(1); out.setsampwidth(2); out.setframerate(16000)
    hush = b"\\0\\0" * 8000
    out.writeframes(hush + b"".join(struct.pack("<h", int(3000 * math.sin(i / 5))) for i in range(6400)) + hush)
"""


@dataclass(frozen=True)
class Told:
    """What the engine was asked to say."""

    file: Path

    def words(self) -> list[str]:
        return self.file.read_text().split()


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path / "told.txt")


@pytest.fixture
def engine(told: Told) -> TtsEngine:
    """An engine that hums, and writes down what it was asked."""
    return TtsEngine("hummer", {"ru": (sys.executable, "-c", _SAY, "{out}", str(told.file))})


@pytest.fixture
def voice(tmp_path: Path, engine: TtsEngine) -> Voice:
    return Voice(tmp_path / "cache", engines=(engine,))


async def test_a_clip_is_rendered_once_and_kept_over_a_restart(
    voice: Voice, engine: TtsEngine, told: Told, tmp_path: Path
) -> None:
    first = await voice.clip("ru", "number-15")
    assert first is not None
    assert await voice.clip("ru", "number-15") == first
    assert await Voice(tmp_path / "cache", engines=(engine,)).clip("ru", "number-15") == first
    assert told.words() == ["Талон", "пятнадцать"]


async def test_clips_asked_for_at_once_are_rendered_once(voice: Voice, told: Told) -> None:
    await asyncio.gather(*(voice.clip("ru", "number-7") for _ in range(5)))
    assert told.words().count("семь") == 1


async def test_another_engine_or_another_text_is_another_file(tmp_path: Path, engine: TtsEngine) -> None:
    other = TtsEngine("other", engine.commands)
    one = Voice(tmp_path / "cache", engines=(engine,))
    two = Voice(tmp_path / "cache", engines=(other,))
    assert await one.version("ru", "number-1") != await two.version("ru", "number-1")
    assert await one.version("ru", "number-1") != await one.version("ru", "number-2")


async def test_silence_around_a_word_is_cut_and_words_are_equally_loud(voice: Voice) -> None:
    file = await voice.clip("ru", "number-1")
    assert file is not None
    samples, rate = sound.read(file.read_bytes())
    assert 0.35 < len(samples) / rate < 0.55, "0.4 s of sound, and a breath"
    assert np.sqrt(np.mean(samples[2000:-2000] ** 2)) == pytest.approx(0.14, rel=0.1)


async def test_the_first_engine_that_really_speaks_is_taken(tmp_path: Path, engine: TtsEngine) -> None:
    absent = TtsEngine("absent", {"ru": ("no-such-program", "{out}")})
    mute = TtsEngine("mute", {"ru": (sys.executable, "-c", "pass", "{out}")})
    broken = TtsEngine("broken", {"ru": (sys.executable, "-c", "raise SystemExit(3)", "{out}")})
    voice = Voice(tmp_path / "cache", engines=(absent, mute, broken, engine))
    assert await voice.engine("ru") == "hummer"


async def test_where_nothing_speaks_the_chime_is_the_plan(tmp_path: Path, engine: TtsEngine) -> None:
    voice = Voice(tmp_path / "cache", engines=(engine,))
    assert await voice.engine("en") is None
    assert [name for name, _ in await voice.playable("en", "A015", "3")] == [CHIME]
    assert await voice.clip("en", CHIME) is not None
    assert await voice.clip("en", "number-1") is None


async def test_an_own_command_goes_before_all_engines(tmp_path: Path, told: Told) -> None:
    script = tmp_path / "say.py"
    script.write_text(_SAY)
    voice = Voice(
        tmp_path / "cache", commands={"ru": f"{sys.executable} {script} {{out}} {told.file}"}, engines=ENGINES
    )
    assert await voice.engine("ru") == "own"


async def test_a_studio_recording_takes_the_place_of_the_engine(tmp_path: Path, engine: TtsEngine) -> None:
    studio = tmp_path / "studio" / "ru" / "number-3.wav"
    studio.parent.mkdir(parents=True)
    studio.write_bytes(sound.write(chime(), SAMPLE_RATE))
    voice = Voice(tmp_path / "cache", recordings=tmp_path / "studio", engines=(engine,))
    assert await voice.clip("ru", "number-3") == studio
    assert await voice.clip("ru", "number-4") != studio
    before = await voice.version("ru", "number-3")
    studio.write_bytes(sound.write(chime()[:30_000], SAMPLE_RATE))
    assert await voice.version("ru", "number-3") != before, "browsers keep clips for ever by version"


@pytest.mark.parametrize("name", ["number-31", "../secret", "letter-ffff", ""])
async def test_what_is_no_clip_is_never_a_file(voice: Voice, name: str) -> None:
    assert await voice.clip("ru", name) is None
    assert await voice.clip("../..", CHIME) is None


async def test_all_clips_are_prepared_in_the_background_and_stopping_ends_it(voice: Voice, told: Told) -> None:
    voice.prepare("ru")
    voice.prepare("ru")
    assert await voice.clip("ru", "letter-042f") is not None, "a call comes between"
    await voice.stop()
    said = told.words()
    assert len(said) < len(CLIPS["ru"])
    assert len(said) == len(set(said)), "nothing twice"


def test_the_chime_is_two_strokes_that_fall_and_end_in_silence() -> None:
    samples = chime()
    assert np.max(np.abs(samples)) == pytest.approx(0.89)
    assert abs(samples[0]) < 0.01
    assert np.max(np.abs(samples[-100:])) < 0.005

    def pitch(begin_s: float) -> float:
        part = samples[int(begin_s * SAMPLE_RATE) : int((begin_s + 0.3) * SAMPLE_RATE)]
        return float(np.argmax(np.abs(np.fft.rfft(part, 8 * len(part)))) * SAMPLE_RATE / (8 * len(part)))

    assert pitch(0.05) == pytest.approx(659.26, rel=0.01)
    assert pitch(0.5) == pytest.approx(523.25, rel=0.01)


async def test_the_chime_and_the_pause_are_wav_files_of_our_own(voice: Voice) -> None:
    for name, length_s in ((CHIME, 1.7), (PAUSE, 0.35)):
        file = await voice.clip("ru", name)
        assert file is not None
        with wave.open(str(file)) as content:
            assert content.getnframes() / content.getframerate() == pytest.approx(length_s, abs=0.01)


@pytest.mark.parametrize(
    "content", [b"", b"RIFF", sound.write(np.zeros(16_000), 16_000), sound.write(chime()[:500], SAMPLE_RATE)]
)
def test_what_is_no_speech_is_refused(content: bytes) -> None:
    with pytest.raises(sound.NoSpeechError):
        sound.level(*sound.read(content))


def test_chinese_goes_to_espeak_in_pinyin_and_latin_letters_as_they_are() -> None:
    zero, letter = CLIPS["zh"]["number-0"], CLIPS["zh"]["letter-0041"]
    assert ESPEAK.utterance("zh", zero) == (ESPEAK.commands[PINYIN], "ling2")
    assert ESPEAK.utterance("zh", letter) == (ESPEAK.commands["zh"], "A")


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
@pytest.mark.parametrize("language", ["ru", "en", "zh"])
async def test_espeak_says_a_whole_call_in_every_language(tmp_path: Path, language: str) -> None:
    voice = Voice(tmp_path / "cache", engines=(ESPEAK,))
    for name, _ in await voice.playable(language, "А015", "21"):
        file = await voice.clip(language, name)
        assert file is not None
        samples, rate = sound.read(file.read_bytes())
        assert 0.1 < len(samples) / rate < 2


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
async def test_a_sentence_is_read_aloud_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    voice = Voice(tmp_path, engines=(ESPEAK,))
    first = await voice.sentence("ru", "Лицевой счёт и договор, ждут три человека")
    assert first is not None and sound.read(first)[0].size > 1.5 * sound.read(first)[1], "more than a word"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert await voice.sentence("ru", "Лицевой счёт и договор, ждут три человека") is first
    assert await voice.sentence("ru", "Другое предложение") is None
    assert (await voice.reads("ru"), await voice.reads("zh")) == (True, False), "characters are not read, only pinyin"


def test_a_hall_without_any_engine_is_known_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not Voice().can_speak
    program = tmp_path / "espeak-ng"
    program.touch(mode=0o755)
    assert Voice().can_speak
    program.unlink()
    (tmp_path / "queue-server" / "recordings").mkdir(parents=True)
    assert Voice().can_speak, "a studio's recordings need no engine"
