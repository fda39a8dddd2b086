"""What `check` looks at, one idea a module; each takes a `Manuscript` and yields findings."""
