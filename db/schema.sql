-- The released set: what a kiosk shows. A database that came from outside must hold exactly this
-- schema and nothing more (store/check), so every change here is a new user_version.
PRAGMA application_id = 1296782163; -- "MKSS"
PRAGMA user_version = 3;

-- One row: what the set says of itself.
CREATE TABLE meta (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    schema INTEGER NOT NULL,
    serial INTEGER NOT NULL,
    municipality TEXT NOT NULL,
    issued INTEGER NOT NULL, -- seconds since 1970, UTC
    set_digest TEXT NOT NULL, -- hexadecimal, over the canonical records in ascending id
    count INTEGER NOT NULL -- decisions, tombstones not counted
) STRICT;

-- What is absent is NULL. Lists are JSON arrays of texts, NULL where empty. The long texts stand
-- last, so that a row of the list is read without its body.
CREATE TABLE decision (
    id INTEGER PRIMARY KEY, -- YYYYMMDDnnnnn of the first import
    year INTEGER NOT NULL,
    number INTEGER NOT NULL,
    date INTEGER NOT NULL, -- YYYYMMDD
    outcome INTEGER NOT NULL, -- enum outcome
    votes_for INTEGER,
    votes_against INTEGER,
    abstentions INTEGER,
    retracted INTEGER NOT NULL, -- 1: a tombstone, its subject and body are empty
    revision INTEGER NOT NULL,
    truncated INTEGER NOT NULL,
    department TEXT,
    districts TEXT,
    file_number TEXT,
    sitting TEXT,
    subject_area TEXT,
    municipality TEXT,
    source TEXT, -- the file's name, without its folder
    source_sha256 TEXT,
    retraction_reason TEXT,
    changes TEXT, -- "REVISION:FIELD=VALUE before it" for each field that a correction changed
    subject TEXT NOT NULL,
    neighbourhoods TEXT,
    amounts TEXT,
    areas TEXT,
    scales TEXT,
    annexes TEXT, -- "annex https://…" or "annex" for each; decision/annex.h
    body TEXT NOT NULL,
    UNIQUE (year, number)
) STRICT;

-- The order of the list, read from its end: newest day first, highest number first.
CREATE INDEX decision_order ON decision (date, number) WHERE retracted = 0;

CREATE TABLE citation (
    decision INTEGER NOT NULL REFERENCES decision (id),
    position INTEGER NOT NULL, -- from 0, as they stand in the text
    law INTEGER NOT NULL,
    article TEXT,
    paragraph INTEGER,
    item TEXT,
    PRIMARY KEY (decision, position)
) STRICT, WITHOUT ROWID;

-- A day on which the council decided. Filled in a released set only, so that opening it is quick.
CREATE TABLE sitting (
    date INTEGER PRIMARY KEY, -- YYYYMMDD
    count INTEGER NOT NULL,
    unanimous INTEGER NOT NULL
) STRICT;
