"""How far a job is."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from farshore.platform import jobs
from farshore.platform.access import LoginRequired
from farshore.platform.auth import Owner
from farshore.platform.db import Json, ReadSession
from farshore.platform.jobs import JobNotFound, JobRow
from farshore.platform.problem import responses

router = APIRouter(prefix="/api/v1/jobs", tags=["jobs"])


class JobOut(BaseModel):
    """A piece of work for the worker."""

    model_config = ConfigDict(from_attributes=True)
    id: UUID
    kind: str
    state: Literal["requested", "queued", "running", "done", "failed"]
    done: int = Field(validation_alias="done_count")
    total: int | None = Field(validation_alias="total_count")
    note: str
    result: Json | None
    error_code: str | None
    error_text: str | None
    created_at: datetime
    ended_at: datetime | None


@router.get("", response_model=list[JobOut], responses=responses(LoginRequired))
async def list_jobs(session: ReadSession, _who: Owner) -> list[JobRow]:
    """The fifty newest."""
    return await jobs.list_jobs(session)


@router.get("/{job_id}", response_model=JobOut, responses=responses(LoginRequired, JobNotFound))
async def get_job(session: ReadSession, _who: Owner, job_id: UUID) -> JobRow:
    """One job."""
    return await jobs.get_job(session, job_id)
