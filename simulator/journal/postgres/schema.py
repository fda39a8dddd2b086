"""The tables on the server, who may do what with them, and how to recognise them as ours.

A host adds records and reads them; the grants let nobody but the owner change or delete one. What else a host
may do (another title, hiding, deleting an exercise for good) are functions that run as the owner.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString

import psycopg

from simulator.exercise.journal import JournalError
from simulator.journal.postgres.link import Link
from simulator.language import msg, tr

VERSION = 3  # 2 added the classes, 3 the seat of each response
HOST, WATCH = "shishin_host", "shishin_watch"
_NOT_READY = msg(
    "{name}: 指針シミュレータの記録がまだありません。"
    "所有者となる利用者で、先に shishin journal init {name} をしてください。"
)
_OLDER = msg(
    "{name}: 前の版の記録です。"
    "所有者となる利用者で、先に shishin journal init {name} をしてください（記録はそのまま残ります）。"
)
_NEWER = msg("{name}: 新しい版の記録です。指針シミュレータを更新してください。")
_NOT_OURS = msg("{name}: shishin という別のスキーマがあります。別のデータベースを使ってください。")
_NOT_UTF8 = msg(
    "{name}: データベースの文字が UTF8 ではありません（{encoding}）。ENCODING 'UTF8' で作り直してください。"
)
_NO_RIGHT = msg("{name}: この利用者には見ることも許されていません。役割 {watch} か {host} が要ります。")

# The body of the function that deletes an exercise, in both versions: refuse one that somebody acts on, then
# delete what version 1 keeps of it.
_IF_FREE: LiteralString = """\
    SECURITY DEFINER SET search_path = shishin, pg_temp
    AS $$
BEGIN
    -- Nobody deletes what somebody else acts on: who asks has the lock already, or gets it here.
    IF NOT pg_try_advisory_xact_lock(hashtextextended('shishin:' || wanted, 0)) THEN
        RAISE EXCEPTION 'exercise % is held', wanted USING ERRCODE = 'lock_not_available';
    END IF;
"""
_DELETE_ROWS: LiteralString = """\
    DELETE FROM record WHERE exercise = wanted;
    DELETE FROM screen WHERE exercise = wanted;
    DELETE FROM stage WHERE exercise = wanted;
    DELETE FROM draft WHERE exercise = wanted;
    DELETE FROM holder WHERE exercise = wanted;
    DELETE FROM holder_log WHERE exercise = wanted;
    DELETE FROM exercise WHERE id = wanted;
    DELETE FROM long_text WHERE name = long_name
        AND NOT EXISTS (SELECT 1 FROM record WHERE seq = 1 AND position(long_name IN body) > 0);
END $$;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA shishin FROM PUBLIC;
"""

# Bodies, seals and beginnings are the same text as in a file's journal; `at` is the server's own clock.
TABLES: LiteralString = "".join(
    (
        """
CREATE SCHEMA shishin;
CREATE TABLE shishin.meta (version integer NOT NULL);
CREATE SEQUENCE shishin.usage;
CREATE TABLE shishin.exercise (
    id text COLLATE "C" PRIMARY KEY,
    title text NOT NULL,
    began text COLLATE "C" NOT NULL,
    kind text NOT NULL,
    used bigint NOT NULL DEFAULT 0,
    seal text NOT NULL,
    hidden boolean NOT NULL DEFAULT false
);
CREATE TABLE shishin.record (
    exercise text COLLATE "C" NOT NULL REFERENCES shishin.exercise (id),
    seq bigint NOT NULL,
    body text NOT NULL,
    seal text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (exercise, seq)
);
CREATE TABLE shishin.long_text (name text COLLATE "C" PRIMARY KEY, body text NOT NULL);
CREATE TABLE shishin.screen (exercise text COLLATE "C" PRIMARY KEY, seat text NOT NULL);
CREATE TABLE shishin.stage (exercise text COLLATE "C" PRIMARY KEY, body text NOT NULL);
CREATE TABLE shishin.draft (exercise text COLLATE "C" PRIMARY KEY, body text NOT NULL);
CREATE TABLE shishin.holder (
    exercise text COLLATE "C" PRIMARY KEY,
    who text NOT NULL,
    host text NOT NULL,
    pid integer NOT NULL,
    backend integer NOT NULL,
    since timestamptz NOT NULL DEFAULT clock_timestamp(),
    beat timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE shishin.holder_log (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    exercise text COLLATE "C" NOT NULL,
    taken_from text NOT NULL,
    taken_by text NOT NULL,
    beat timestamptz,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE FUNCTION shishin.use_exercise(wanted text) RETURNS void LANGUAGE sql
    SECURITY DEFINER SET search_path = shishin, pg_temp
    AS $$ UPDATE exercise SET used = nextval('usage') WHERE id = wanted $$;
CREATE FUNCTION shishin.rename_exercise(wanted text, new_title text, new_seal text) RETURNS void LANGUAGE sql
    SECURITY DEFINER SET search_path = shishin, pg_temp
    AS $$ UPDATE exercise SET title = new_title, seal = new_seal WHERE id = wanted $$;
CREATE FUNCTION shishin.hide_exercise(wanted text, away boolean) RETURNS void LANGUAGE sql
    SECURITY DEFINER SET search_path = shishin, pg_temp
    AS $$ UPDATE exercise SET hidden = away WHERE id = wanted $$;
CREATE FUNCTION shishin.delete_exercise(wanted text, long_name text) RETURNS void LANGUAGE plpgsql
""",
        _IF_FREE,
        _DELETE_ROWS,
    )
)

# What version 2 added: who takes part in a class, and what each answered. Hosts write it but erase nothing.
CLASSES: LiteralString = "".join(
    (
        """
CREATE TABLE shishin.class (
    exercise text COLLATE "C" PRIMARY KEY REFERENCES shishin.exercise (id),
    body text NOT NULL
);
CREATE TABLE shishin.presence (
    exercise text COLLATE "C" PRIMARY KEY REFERENCES shishin.exercise (id),
    body text NOT NULL
);
CREATE TABLE shishin.person (
    exercise text COLLATE "C" NOT NULL REFERENCES shishin.exercise (id),
    id text COLLATE "C" NOT NULL,
    token_hash text COLLATE "C" NOT NULL,
    name text NOT NULL,
    seat text NOT NULL,
    joined timestamptz NOT NULL,
    removed boolean NOT NULL DEFAULT false,
    departed timestamptz,
    PRIMARY KEY (exercise, id)
);
CREATE UNIQUE INDEX person_token ON shishin.person (exercise, token_hash) WHERE token_hash <> '';
CREATE TABLE shishin.response (
    exercise text COLLATE "C" NOT NULL,
    person text COLLATE "C" NOT NULL,
    about text COLLATE "C" NOT NULL,
    body text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (exercise, person, about),
    FOREIGN KEY (exercise, person) REFERENCES shishin.person (exercise, id)
);
CREATE FUNCTION shishin.erase_persons(wanted text, OUT persons bigint, OUT responses bigint)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = shishin, pg_temp
    AS $$
BEGIN
    DELETE FROM presence WHERE exercise = wanted;
    DELETE FROM response WHERE exercise = wanted;
    GET DIAGNOSTICS responses = ROW_COUNT;
    DELETE FROM person WHERE exercise = wanted;
    GET DIAGNOSTICS persons = ROW_COUNT;
END $$;
CREATE OR REPLACE FUNCTION shishin.delete_exercise(wanted text, long_name text) RETURNS void LANGUAGE plpgsql
""",
        _IF_FREE,
        """    PERFORM erase_persons(wanted);
    DELETE FROM class WHERE exercise = wanted;
""",
        _DELETE_ROWS,
    )
)
SEATS: LiteralString = "ALTER TABLE shishin.response ADD COLUMN seat text NOT NULL DEFAULT ''"
_STEPS: tuple[LiteralString, ...] = (
    TABLES,
    CLASSES,
    SEATS,
)  # by version, the statements that make the next one

ROLES: tuple[LiteralString, ...] = ("CREATE ROLE shishin_host NOLOGIN", "CREATE ROLE shishin_watch NOLOGIN")
GRANTS: LiteralString = """
GRANT USAGE ON SCHEMA shishin TO shishin_host, shishin_watch;
GRANT SELECT ON shishin.meta, shishin.exercise, shishin.record, shishin.long_text, shishin.screen,
    shishin.stage, shishin.holder TO shishin_host, shishin_watch;
GRANT SELECT ON shishin.draft, shishin.holder_log TO shishin_host;
GRANT INSERT ON shishin.exercise, shishin.record, shishin.long_text, shishin.holder_log TO shishin_host;
GRANT INSERT, UPDATE, DELETE ON shishin.screen, shishin.stage, shishin.draft, shishin.holder TO shishin_host;
GRANT SELECT, INSERT, UPDATE ON shishin.class, shishin.presence, shishin.person, shishin.response
    TO shishin_host;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA shishin TO shishin_host;
"""


@dataclass(frozen=True, slots=True)
class ServerState:
    """The server as this person finds it."""

    version: int
    may_write: bool
    server: str  # the server's version, to show to people


def find(link: Link) -> ServerState | None:
    """What is on the server; None if nothing of ours is. Raises `JournalError`."""
    ((schema, meta, may_use),) = link.rows(
        "SELECT to_regnamespace('shishin') IS NOT NULL, "
        "EXISTS (SELECT 1 FROM pg_class WHERE relname = 'meta'"
        " AND relnamespace = to_regnamespace('shishin')), "
        "COALESCE(has_schema_privilege(to_regnamespace('shishin')::oid, 'USAGE'), false)"
    )
    if not schema:
        return None
    if not meta:
        raise JournalError(tr(_NOT_OURS, name=link.name), elsewhere=True)
    if not may_use:
        raise JournalError(tr(_NO_RIGHT, name=link.name, watch=WATCH, host=HOST))
    ((version, may_write, server),) = link.rows(
        "SELECT max(version), has_table_privilege('shishin.record', 'INSERT') AND NOT pg_is_in_recovery()"
        " AND current_setting('default_transaction_read_only') = 'off', current_setting('server_version')"
        " FROM shishin.meta"
    )
    return ServerState(version, may_write, server)


def standing(link: Link) -> ServerState:
    """The same, of this version. Raises `JournalError` that says what to do."""
    state = find(link)
    if state is None:
        raise JournalError(tr(_NOT_READY, name=link.name), elsewhere=True)
    if state.version > VERSION:
        raise JournalError(tr(_NEWER, name=link.name))
    if state.version < VERSION:
        raise JournalError(tr(_OLDER, name=link.name), elsewhere=True)
    return state


def prepare_tables(link: Link) -> tuple[int, tuple[str, ...]]:
    """Make or upgrade the tables, and roles and grants as far as this person may.

    Gives the version found (0 for none), and the roles that are missing. Raises `JournalError`.
    """
    state = find(link)
    if state is not None and state.version > VERSION:
        raise JournalError(tr(_NEWER, name=link.name))
    ((encoding,),) = link.rows("SELECT current_setting('server_encoding')")
    if encoding != "UTF8":
        raise JournalError(tr(_NOT_UTF8, name=link.name, encoding=encoding))
    version_found = state.version if state else 0
    if version_found < VERSION:
        with link.transaction():
            for step in _STEPS[version_found:]:
                link.do(step)
            link.do("DELETE FROM shishin.meta")
            link.do("INSERT INTO shishin.meta VALUES (%s)", (VERSION,))
    missing = tuple(
        role for role, make in zip((HOST, WATCH), ROLES, strict=True) if not _is_there(link, role, make)
    )
    if not missing:
        link.do(GRANTS)
    return version_found, missing


def _is_there(link: Link, role: str, make: LiteralString) -> bool:
    """Whether a role exists, after making it if this person may. Raises `JournalError`."""
    if link.rows("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)):
        return True
    try:
        link.ask(make)
    except psycopg.errors.InsufficientPrivilege:
        return False
    except psycopg.errors.DuplicateObject:  # somebody else made it meanwhile
        return True
    except psycopg.Error as error:
        raise link.failure(error) from error
    return True
