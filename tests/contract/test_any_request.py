"""Whatever one sends, the answer is one that openapi.json promises."""

import os
from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import allow_header_conformance, negative_data_rejection
from tests.serving import Server, start, stop

pytestmark = pytest.mark.contract
EXAMPLES = int(os.environ.get("FARSHORE_TEST_EXAMPLES", "5"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = start(tmp_path_factory.mktemp("any") / "data")
    yield server
    stop(server)


@pytest.fixture(scope="module")
def cookie(server: Server) -> str:
    return server.login()


@pytest.fixture
def api(server: Server) -> schemathesis.schemas.BaseSchema:
    schema = schemathesis.openapi.from_url(f"http://127.0.0.1:{server.port}/openapi.json")
    # Closing the session would lock this test out of all the rest.
    return schema.exclude(operation_id_regex="session").exclude(path_regex="/metrics|/events$")


schema = schemathesis.pytest.from_fixture("api")


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_any_request_gets_a_promised_answer(case: schemathesis.Case, cookie: str, server: Server) -> None:
    own = {"cookie": cookie, "origin": f"http://127.0.0.1:{server.port}"}
    case.call_and_validate(headers=own, excluded_checks=[negative_data_rejection, allow_header_conformance])
