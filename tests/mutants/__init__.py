"""Mutations of the core, each tried against its own folder's tests. By hand: `make mutants`."""
