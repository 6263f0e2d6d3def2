"""Engines: what a provider computes for us, one folder per capability, one folder per provider, one fake."""
