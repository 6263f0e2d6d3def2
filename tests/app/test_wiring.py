"""Engines are made at their first use, once."""

import pytest

from farshore.app.wiring import ENGINES, make_tools
from farshore.platform.db import make_engine, make_sessions
from farshore.platform.settings import Settings
from farshore.platform.tools import Tools

pytestmark = pytest.mark.unit


@pytest.fixture
def tools(settings: Settings) -> Tools:
    return make_tools(settings, make_sessions(make_engine(settings.database_url)))


def test_nothing_is_made_before_it_is_asked_for(tools: Tools) -> None:
    assert tools._made == {}


@pytest.mark.parametrize("name", sorted(ENGINES))
async def test_an_encoder_reads_in_its_own_thread_and_is_made_once(tools: Tools, name: str) -> None:
    encoder = tools.engine(name)

    vectors = await encoder.encode(["a lamp", "eine Lampe"])

    assert vectors.shape == (2, encoder.encoder.capabilities.dimensions)
    assert tools.engine(name) is encoder
    encoder.close()


def test_an_engine_that_nobody_wired_is_a_bug(tools: Tools) -> None:
    with pytest.raises(KeyError):
        tools.engine("embed.nothing")
