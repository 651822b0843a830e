#!/usr/bin/env python3
"""numbmed's neural narrator: speaks English with Kokoro-82M, offline. README.md says what it needs.

    narrator.py -o FILE          speaks the text on standard input into a WAV file (24 kHz, mono)
    narrator.py --serve          stays: a JSON line in, a JSON line out, for each clip
    narrator.py --check          says in one line what it is, or what is missing
    narrator.py --phonemes       shows how it would say the text on standard input
"""
import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import wave
from array import array
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENGINE = "Kokoro-82M v1.0"
MODEL = "kokoro-v1.0.int8.onnx"
RATE = 24_000
GAP = 0.7  # seconds between sentences
EDGE = RATE * 30 // 1000  # samples of silence left at both ends of a sentence
LOUD = 0.01  # what counts as more than silence
TOKENS_MOST = 500  # the model takes 510
ROW_BYTES = 256 * 4  # a style vector of float32; a voice has one for each number of tokens
SPEEDS = {"af_heart": 0.72, "am_michael": 0.75}  # measured: slower than 0.70 it stumbles
SPEED = 0.75
SHORT, SHORT_BEFORE = 16, 24  # as in src/script/sentences.c

# Words that espeak-ng takes for their twins, spelt as they sound.
RESPELL = [
    (r"\bclose (?=(?:your|the|both|my)\b)", "cloze "),
    (r"\b(eyes|eyelids|lids)( to| gently| softly| slowly)? close\b(?! (?:to|by))", r"\1\2 cloze"),
    (r"(?<!\bno )(?<!\bof )\buse (?=(?:your|the|this|that|it|them|both)\b)", "yooz "),
    (r"\bnumbmed\b", "numb med"),
]

# From espeak-ng's IPA to the phonemes that the model was trained on, in this order.
DIPHTHONGS = {"tʃ": "ʧ", "dʒ": "ʤ", "eɪ": "A", "aɪ": "I", "aʊ": "W", "ɔɪ": "Y", "əl": "ᵊl", "ɚ": "əɹ", "r": "ɹ"}
ACCENTS = {
    "en-us": {"oʊ": "O", "ɜːɹ": "ɜɹ", "ɜː": "ɜɹ", "ɪə": "iə", "ː": ""},
    "en-gb": {"eə": "ɛː", "iə": "ɪə", "əʊ": "Q"},
}
STRAYS = {"x": "k", "ɬ": "l", "o": "ɔ", "ɾ": "T", "ʔ": "t", "e": "A"}


class Refusal(Exception):
    """One sentence for the user."""


# ---- the files of the model


def data_folder():
    base = os.environ.get("XDG_DATA_HOME", "")
    home = Path(base) if base.startswith("/") else Path.home() / ".local/share"
    return Path(os.environ.get("NUMBMED_NARRATOR") or home / "numbmed/narrator")


def verdicts_path():
    base = os.environ.get("XDG_CACHE_HOME", "")
    home = Path(base) if base.startswith("/") else Path.home() / ".cache"
    return home / "numbmed/narrator.json"


def read_json(path, otherwise):
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return otherwise


def write_whole(path, write):
    """Has `write` fill a new file beside the path and puts it in place."""
    part = Path(f"{path}.{os.getpid()}.part")
    try:
        write(part)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


class Files:
    """The model's files: found in a folder, and checked before they are used. What a file's sum was is
    kept with its size and time, so that it is reckoned once."""

    def __init__(self, folder, wanted, verdicts):
        self.folder, self.wanted, self.verdicts = Path(folder), wanted, Path(verdicts)

    def known_sum(self, path, status):
        known = read_json(self.verdicts, {})
        row = known.get(str(path)) if isinstance(known, dict) else None
        if isinstance(row, list) and row[:2] == [status.st_size, status.st_mtime_ns] and len(row) == 3:
            return row[2]
        return None

    def keep_sum(self, path, status, digest):
        known = read_json(self.verdicts, {})
        known = known if isinstance(known, dict) else {}
        known[str(path)] = [status.st_size, status.st_mtime_ns, digest]
        try:
            self.verdicts.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.verdicts, lambda part: part.write_text(json.dumps(known), encoding="utf-8"))
        except OSError:
            pass  # it is reckoned again next time

    def path(self, name):
        """The file's path, once it is what was published. Raises Refusal."""
        path, want = (self.folder / name).resolve(), self.wanted[name]
        try:
            status = path.stat()
        except OSError:
            raise Refusal(f"the file {self.folder / name} is missing; {HERE / 'README.md'} says where it comes from") from None
        digest = self.known_sum(path, status)
        if status.st_size == want["bytes"] and not digest:
            digest = sha256(path)
            self.keep_sum(path, status, digest)
        if status.st_size != want["bytes"] or digest != want["sha256"]:
            raise Refusal(f"the file {path} is not the one that was published; {HERE / 'README.md'} tells its sum")
        return path

    def voice(self, name):
        """The whole name of a voice: heart is af_heart."""
        names = [Path(file).stem for file in self.wanted if file.startswith("voices/")]
        for whole in names:
            if name in (whole, whole.partition("_")[2]):
                return whole
        short = ", ".join(sorted(whole.partition("_")[2] for whole in names))
        raise Refusal(f"there is no voice '{name}'; there are {short}")


# ---- from words to phonemes


def sentences(text):
    """As src/script/sentences.c breaks them: what is short joins its neighbour."""
    pieces = re.split(r"(?<=[.!?…])\s+", " ".join(text.split()))
    whole = []
    for piece in filter(None, pieces):
        if whole and (len(whole[-1]) < SHORT_BEFORE or len(piece) < SHORT):
            whole[-1] += " " + piece
        else:
            whole.append(piece)
    return whole


def respell(text):
    for curly, straight in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"')):
        text = text.replace(curly, straight)
    for pattern, spelling in RESPELL:
        text = re.sub(pattern, spelling, text, flags=re.IGNORECASE)
    return text


def espeak(words, accent):
    try:
        done = subprocess.run(["espeak-ng", "-q", "--ipa", "-v", accent, "--", words], check=True,
                              capture_output=True, text=True, encoding="utf-8", stdin=subprocess.DEVNULL)
    except FileNotFoundError:
        raise Refusal("the program espeak-ng is not installed; it tells how words sound") from None
    except subprocess.CalledProcessError as failure:
        raise Refusal(f"espeak-ng failed: {failure.stderr.strip() or failure.returncode}") from None
    return " ".join(done.stdout.split())


def accent_of(voice):
    return "en-gb" if voice.startswith("b") else "en-us"


def to_phonemes(text, accent, pronounce=espeak):
    """The phonemes of a sentence. Punctuation, which shapes the melody, stays where it is."""
    out = []
    for piece in re.split(r"(\s*[;:,.!?—…\"()]+\s*)", respell(text)):
        is_words = re.search(r"\w", piece) is not None
        out.append(pronounce(piece.strip(), accent) if is_words else " ".join(re.split(r"\s+", piece)))
    phonemes = "".join(out).strip()
    for table in (DIPHTHONGS, ACCENTS[accent], STRAYS):
        for ipa, phoneme in table.items():
            phonemes = phonemes.replace(ipa, phoneme)
    return phonemes


def break_up(phonemes, most):
    """Pieces of at most `most` phonemes, broken behind punctuation where there is some, else at a space."""
    pieces = []
    while len(phonemes) > most:
        head = phonemes[:most]
        at = max((head.rfind(mark) + 1 for mark in ";:,.!?—…"), default=0) or head.rfind(" ") + 1 or most
        pieces.append(phonemes[:at].strip())
        phonemes = phonemes[at:].strip()
    return [piece for piece in pieces + [phonemes] if piece]


# ---- from phonemes to sound


class Model:
    """The network. Called with tokens, a style row (bytes) and a speed, it gives samples."""

    def __init__(self, path):
        import numpy
        import onnxruntime
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        threads = os.environ.get("OMP_NUM_THREADS", "")
        if threads.isdigit():
            options.intra_op_num_threads = int(threads)
        self.numpy = numpy
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def __call__(self, tokens, style, speed):
        numpy = self.numpy
        sound = self.session.run(None, {
            "tokens": numpy.array([[0, *tokens, 0]], dtype=numpy.int64),
            "style": numpy.frombuffer(style, dtype="<f4")[None, :],
            "speed": numpy.array([speed], dtype=numpy.float32),
        })[0]
        samples = array("f")
        samples.frombytes(numpy.nan_to_num(numpy.asarray(sound, dtype=numpy.float32)).ravel().tobytes())
        return samples


def trimmed(samples):
    """Without the silence at both ends, but for EDGE of it."""
    first, last = 0, len(samples)
    while first < last and abs(samples[first]) <= LOUD:
        first += 1
    while last > first and abs(samples[last - 1]) <= LOUD:
        last -= 1
    return samples[max(0, first - EDGE):last + EDGE]


class Narrator:
    """Speaks. The model is loaded at the first word and stays."""

    def __init__(self, files, vocab, load=Model, pronounce=espeak):
        self.files, self.vocab, self.load, self.pronounce = files, vocab, load, pronounce
        self.model, self.styles = None, {}

    def style(self, voice, tokens):
        if voice not in self.styles:
            self.styles[voice] = self.files.path(f"voices/{voice}.bin").read_bytes()
        rows = self.styles[voice]
        row = min(tokens, len(rows) // ROW_BYTES) - 1
        return rows[row * ROW_BYTES:(row + 1) * ROW_BYTES]

    def say(self, sentence, voice, speed):
        if not self.model:
            self.model = self.load(self.files.path(MODEL))
        phonemes = to_phonemes(sentence, accent_of(voice), self.pronounce)
        known = "".join(phoneme for phoneme in phonemes if phoneme in self.vocab)
        if not re.search(r"\w", known):
            raise Refusal(f"there are no words in '{sentence}'")
        samples = array("f")
        for piece in break_up(known, TOKENS_MOST):
            tokens = [self.vocab[phoneme] for phoneme in piece]
            samples += trimmed(self.model(tokens, self.style(voice, len(tokens)), speed))
        return samples

    def speak(self, text, voice, speed=None, gap=GAP):
        """The samples of a text, and where each sentence starts: [[seconds, sentence], ...]."""
        voice = self.files.voice(voice)
        samples, starts = array("f"), []
        for sentence in sentences(text):
            if starts:
                samples.extend([0.0] * round(gap * RATE))
            starts.append([round(len(samples) / RATE, 3), sentence])
            samples += self.say(sentence, voice, speed or SPEEDS.get(voice, SPEED))
        if not starts:
            raise Refusal("there is no text to speak")
        return samples, starts


def write_wav(path, samples):
    clipped = array("h", (round(max(-1.0, min(1.0, sample)) * 32767) for sample in samples))
    if sys.byteorder == "big":
        clipped.byteswap()

    def write(part):
        with open(part, "wb") as raw, wave.open(raw, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(clipped.tobytes())

    try:
        write_whole(path, write)
    except OSError as error:
        raise Refusal(f"{path} can't be written: {error.strerror}") from None


# ---- a clip by a line


def read_order(line, voice):
    """What a line asks for: text, out, voice, speed. Raises Refusal."""
    try:
        order = json.loads(line)
    except ValueError:
        raise Refusal("the line is no JSON") from None
    if not isinstance(order, dict) or not all(isinstance(order.get(key), str) for key in ("text", "out")):
        raise Refusal('the line must be an object with a "text" and an "out"')
    speed = order.get("speed")
    if speed is not None and not (isinstance(speed, (int, float)) and 0.5 <= speed <= 2):
        raise Refusal('"speed" must be a number from 0.5 to 2')
    name = order.get("voice", voice)
    if not isinstance(name, str):
        raise Refusal('"voice" must be a name')
    return order["text"], order["out"], name, speed


def answer(narrator, line, voice):
    try:
        text, out, name, speed = read_order(line, voice)
        samples, starts = narrator.speak(text, name, speed)
        write_wav(out, samples)
    except Refusal as refusal:
        return {"error": str(refusal)}
    except Exception as failure:  # what the libraries raise; the next line may go well
        return {"error": f"{type(failure).__name__}: {failure}"}
    return {"out": out, "seconds": round(len(samples) / RATE, 3), "sentences": starts}


def serve(narrator, lines, out, voice):
    for line in filter(str.strip, lines):
        print(json.dumps(answer(narrator, line, voice), ensure_ascii=False), file=out, flush=True)


# ---- the command


def enter_venv(folder):
    """Goes on in the folder's own venv where this Python lacks the packages."""
    python = Path(folder) / "venv/bin/python3"
    try:
        import numpy  # noqa: F401
        import onnxruntime  # noqa: F401
    except ImportError as error:
        if python.exists() and Path(sys.prefix).resolve() != python.parent.parent.resolve():
            os.execv(python, [str(python), str(HERE / "narrator.py"), *sys.argv[1:]])
        raise Refusal(f"the Python package {error.name} is not installed; {HERE / 'README.md'} says how") from None


def check(files, voice):
    """One line that says what speaks; it becomes part of each clip's comment tag."""
    whole = files.voice(voice)
    files.path(MODEL)
    files.path(f"voices/{whole}.bin")
    espeak("yes", "en-us")
    return f"engine: {ENGINE}; voice: {whole}; speed: {SPEEDS.get(whole, SPEED)}"


def read_arguments(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("-o", "--out", metavar="FILE")
    mode.add_argument("--serve", action="store_true")
    mode.add_argument("--check", action="store_true")
    mode.add_argument("--phonemes", action="store_true")
    parser.add_argument("--voice", default="heart", help="heart (or af_heart), michael, ...")
    parser.add_argument("--speed", type=float, help="below 1 is slower")
    return parser.parse_args(arguments)


def run(arguments):
    folder = data_folder()
    files = Files(folder, read_json(HERE / "files.json", {})["files"], verdicts_path())
    if arguments.phonemes:
        for sentence in sentences(sys.stdin.read()):
            print(to_phonemes(sentence, accent_of(files.voice(arguments.voice))))
        return
    if arguments.check:
        line = check(files, arguments.voice)
        enter_venv(folder)
        print(line)
        return
    enter_venv(folder)
    narrator = Narrator(files, read_json(HERE / "vocab.json", {})["vocab"])
    if arguments.serve:
        serve(narrator, sys.stdin, sys.stdout, arguments.voice)
    else:
        write_wav(arguments.out, narrator.speak(sys.stdin.read(), arguments.voice, arguments.speed)[0])


def main():
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8")
    try:
        run(read_arguments(sys.argv[1:]))
    except Refusal as refusal:
        sys.exit(f"narrator: {refusal}")
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(130)


if __name__ == "__main__":
    main()
