import type { Problem } from "./types";

/** A refusal of the server, RFC 9457; status 0 when there was no answer at all. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(problem: Partial<Problem>) {
    super(problem.detail || problem.title || "");
    this.name = "ProblemError";
    this.status = problem.status ?? 0;
    this.code = problem.code ?? "";
  }
}
