"""Text vectors: sentence encoders that install as packages (facts: `docs/reference/engines.md`)."""
