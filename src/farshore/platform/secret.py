"""The installation's secret: made at the first run, 32 bytes in the data folder, never shown."""

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

FILE = "secret"


def load_secret(data: Path) -> bytes:
    """The secret of this data folder; made, readable by its owner only, when there is none."""
    path = data / FILE
    try:
        return bytes.fromhex(path.read_text("ascii"))
    except FileNotFoundError:
        return _make(path)


def _make(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32))
    with suppress(FileExistsError):  # another process was first: theirs counts
        os.link(draft, path)
    draft.unlink()
    return bytes.fromhex(path.read_text("ascii"))


def derive(secret: bytes, purpose: str) -> bytes:
    """A key for one purpose, so that no two purposes share a key."""
    return hmac.digest(secret, purpose.encode(), "sha256")


def sign(secret: bytes, purpose: str, text: str) -> str:
    """A short, URL-safe proof that we wrote `text` for this purpose."""
    return hmac.new(derive(secret, purpose), text.encode(), hashlib.sha256).hexdigest()


def is_signed(secret: bytes, purpose: str, text: str, proof: str) -> bool:
    """Whether `proof` is ours; takes the same time for every wrong one."""
    return hmac.compare_digest(sign(secret, purpose, text), proof)
