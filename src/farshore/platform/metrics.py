"""What is counted for Prometheus. Label values are few and never personal."""

import os
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

REGISTRY = CollectorRegistry()
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

REQUESTS = Counter("farshore_http_requests", "Requests answered.", ["method", "route", "status"], registry=REGISTRY)
SECONDS = Histogram("farshore_http_seconds", "Time to answer a request.", ["method", "route"], registry=REGISTRY)
DELIVERIES = Counter("farshore_deliveries", "Events handed to handlers.", ["handler", "result"], registry=REGISTRY)
JOBS = Counter("farshore_jobs", "Jobs that ended.", ["kind", "state"], registry=REGISTRY)
WAITING = Gauge(
    "farshore_waiting",
    "Rows that wait for the worker, or parked.",
    ["what"],
    registry=REGISTRY,
    multiprocess_mode="mostrecent",
)
EXPECTED_ERRORS = Counter("farshore_expected_errors", "Expected failures told to callers.", ["code"], registry=REGISTRY)


def exposition() -> bytes:
    """All figures in Prometheus' text format; of all processes of a server, else of this one."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY)
    together = CollectorRegistry()
    collect: Any = MultiProcessCollector  # the library types it in part
    collect(together)
    return generate_latest(together)
