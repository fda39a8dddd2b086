"""The journal in a PostgreSQL database, for many rooms and hosts.

Nothing here is loaded unless a journal on a server is asked for: `psycopg` comes with the extra `postgres`.
"""
