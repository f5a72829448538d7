-- A library of version 2 as that version made it, for tests/unit/test_store_migrate.c.
-- The released set: what a kiosk shows. A database that came from outside must hold exactly this
-- schema and nothing more (store/check), so every change here is a new user_version.
PRAGMA application_id = 1296782163; -- "MKSS"
PRAGMA user_version = 2;

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
-- What the publisher's library holds besides schema.sql. Nothing of this is ever released.
PRAGMA application_id = 1296782156; -- "MKSL"
PRAGMA user_version = 2;

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
    serial INTEGER NOT NULL -- of the last release, 0 before the first
) STRICT;
INSERT INTO publication (id, serial) VALUES (1, 0);

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

INSERT INTO decision (id, year, number, date, outcome, retracted, revision, truncated, districts, source, source_sha256, changes, subject, body) VALUES
    (2015070900255, 2015, 255, 20150709, 2, 0, 4, 0, '["Ula"]', 'tam.txt',
     'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
     '["2:outcome=unanimous","3:body","3:sitting=","4:department=Eski = Ad"]', 'Konu', 'Metin.'),
    (2015070900256, 2015, 256, 20150709, 1, 0, 1, 0, NULL, NULL, NULL, NULL, 'Başka', 'Metin iki.');
INSERT INTO decision (id, year, number, date, outcome, retracted, revision, truncated, retraction_reason, subject, body)
    VALUES (2015070900257, 2015, 257, 20150709, 0, 1, 2, 0, 'KVKK', '', '');
INSERT INTO citation VALUES (2015070900255, 0, 5393, '74', NULL, NULL), (2015070900255, 1, 5393, '18', 2, 'f');
-- revision 2 was set by hand, revision 3 came with a fuller document, revision 4 was set by hand
INSERT INTO revision VALUES
    (2015070900255, 1, '{"number":255,"source_sha256":"aaaa"}'),
    (2015070900255, 2, '{"number":255,"source_sha256":"aaaa"}'),
    (2015070900255, 3, '{"number":255,"source_sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}'),
    (2015070900257, 1, '{"number":257,"source_sha256":null}');
UPDATE publication SET serial = 7;
INSERT INTO published VALUES (2015070900255, 7, x'00'), (2015070900257, 6, x'01');
INSERT INTO release VALUES (6, 'aa'), (7, 'bb');
