"""Routes that belong to the whole program: the owner's session, shops, jobs, probes, pages."""
