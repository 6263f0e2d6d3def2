"""The running server: a supervisor, one API process, one niced worker process."""
