-- What the publisher's library holds besides schema.sql. Nothing of this is ever released.
PRAGMA application_id = 1296782156; -- "MKSL"
PRAGMA user_version = 3;

-- Earlier states of a decision, one row for each time that it was replaced.
CREATE TABLE revision (
    decision INTEGER NOT NULL REFERENCES decision (id),
    revision INTEGER NOT NULL,
    record TEXT NOT NULL, -- the JSON object that `show --json` printed of it
    PRIMARY KEY (decision, revision)
) STRICT, WITHOUT ROWID;

-- One row: the releases made from this library.
CREATE TABLE publication (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    serial INTEGER NOT NULL, -- of the last release, 0 before the first
    answer_key BLOB NOT NULL -- 32 bytes: the digests of `answer` are keyed with it
) STRICT;
INSERT INTO publication (id, serial, answer_key) VALUES (1, 0, randomblob(32));

-- The fields that somebody has set by hand: what a document says of them no longer counts.
CREATE TABLE corrected (
    decision INTEGER NOT NULL REFERENCES decision (id),
    field TEXT NOT NULL, -- as in JSON
    PRIMARY KEY (decision, field)
) STRICT, WITHOUT ROWID;

-- What looks like personal data and was released all the same: the answers that are not asked for
-- again. Never the number itself.
CREATE TABLE answer (
    decision INTEGER NOT NULL REFERENCES decision (id),
    finding BLOB NOT NULL, -- BLAKE2b-256 of its kind and letters, keyed
    PRIMARY KEY (decision, finding)
) STRICT, WITHOUT ROWID;

-- What the last release said of each decision, so that the next one knows what has changed since
-- any serial: a delta from serial S holds the decisions whose serial here is above S.
CREATE TABLE published (
    decision INTEGER PRIMARY KEY REFERENCES decision (id),
    serial INTEGER NOT NULL, -- of the first release that had it as it stands now
    digest BLOB NOT NULL -- BLAKE2b-256 of that record
) STRICT;

-- The releases that deltas may start from.
CREATE TABLE release (
    serial INTEGER PRIMARY KEY,
    set_digest TEXT NOT NULL -- hexadecimal
) STRICT;
