-- The store as it began. Times are milliseconds since 1970-01-01T00:00Z; strings are as in the records.

-- What is told. Rows are never deleted: an incident that joined another points to it.
CREATE TABLE incident(
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,               -- its last change
    changed_at INTEGER NOT NULL,
    joined INTEGER REFERENCES incident,     -- the incident that it is now; null: it stands
    day INTEGER,                            -- days since 1970-01-01 of its beginning, or of its first report
    kind TEXT, family TEXT, begin TEXT, "end" TEXT, place TEXT, country TEXT, lat REAL, lon REAL,
    documents INTEGER NOT NULL,
    killed_low INTEGER, killed_best INTEGER, killed_high INTEGER, injured_best INTEGER,
    disputed INTEGER NOT NULL,
    json TEXT                               -- the sitrep-incident/1 line
) STRICT;
CREATE INDEX incident_version ON incident(version);
CREATE INDEX incident_day ON incident(day, number);

CREATE TABLE document(
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    url TEXT,
    name TEXT NOT NULL,                     -- the hash of its id, of which a merged incident's name begins
    incident INTEGER REFERENCES incident,
    version INTEGER NOT NULL,               -- the last
    title TEXT, outlet TEXT, published TEXT, language TEXT, sha256 TEXT,
    arrived INTEGER NOT NULL, changed INTEGER NOT NULL,
    reprint_of INTEGER REFERENCES document,
    placed INTEGER NOT NULL                 -- 1: an edit says which incident it tells of
) STRICT;
CREATE UNIQUE INDEX document_url ON document(url);
CREATE INDEX document_name ON document(name);
CREATE INDEX document_incident ON document(incident, published, number);

-- Every version of every document, as it came.
CREATE TABLE version(
    document INTEGER NOT NULL REFERENCES document,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    input TEXT, reader TEXT,
    record TEXT NOT NULL,                   -- the sitrep/1 line, byte for byte
    UNIQUE(document, version)
) STRICT;

-- The claims of the last version, and those that a version before made. A claim that a revision makes again stays the
-- same row, whatever its id is there, so that edits of it stand.
CREATE TABLE claim(
    number INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document,
    version INTEGER NOT NULL,               -- the last that made it
    id TEXT NOT NULL,
    main INTEGER NOT NULL,                  -- 1: of the document's main incident
    measure TEXT NOT NULL, hedge TEXT NOT NULL, polarity TEXT NOT NULL, "of" TEXT, state TEXT,
    side TEXT, nationality TEXT, age TEXT, sex TEXT, occupation TEXT, speaker TEXT,
    low INTEGER, high INTEGER, value INTEGER,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, number_start INTEGER NOT NULL, number_end INTEGER NOT NULL,
    confidence REAL NOT NULL,
    gone INTEGER NOT NULL,                  -- 1: withdrawn, a later version gives no such figure; 2: read no more
    UNIQUE(document, version, id)
) STRICT;

-- What editors said. Only added to; edit.undone_by is the one column that is ever set later.
CREATE TABLE edit(
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    author TEXT NOT NULL, reason TEXT,
    incident INTEGER REFERENCES incident,
    version INTEGER,                        -- of the incident, as its author saw it
    document INTEGER REFERENCES document,
    claim INTEGER REFERENCES claim,
    claim_id TEXT,                          -- as its author saw it
    field TEXT, value TEXT, before TEXT,
    other INTEGER,
    documents TEXT,                         -- a JSON list of numbers
    undoes INTEGER REFERENCES edit,
    undone_by INTEGER REFERENCES edit
) STRICT;
CREATE INDEX edit_incident ON edit(incident, number);
CREATE INDEX edit_document ON edit(document, number);

-- What happened, without a hole. Only added to.
CREATE TABLE change(
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    incident INTEGER REFERENCES incident,
    other INTEGER REFERENCES incident,
    document INTEGER REFERENCES document,
    edit INTEGER REFERENCES edit,
    measure TEXT, "of" TEXT, state TEXT,
    low INTEGER, best INTEGER, high INTEGER,
    low_before INTEGER, best_before INTEGER, high_before INTEGER,
    reprint INTEGER NOT NULL
) STRICT;
CREATE INDEX change_incident ON change(incident, number);

-- Derived from the records: what merging knows of a document, and by which keys it is found. An export leaves them out.
CREATE TABLE member(document INTEGER PRIMARY KEY REFERENCES document, bytes BLOB NOT NULL) STRICT;
CREATE TABLE key(
    key INTEGER NOT NULL, day INTEGER NOT NULL, document INTEGER NOT NULL,
    PRIMARY KEY(key, day, document)
) STRICT, WITHOUT ROWID;

-- Derived too: title and text of each document's last version, for search.
CREATE TABLE searched(number INTEGER PRIMARY KEY REFERENCES document, title TEXT, body TEXT) STRICT;
CREATE VIRTUAL TABLE words USING fts5(
    title, body, content = 'searched', content_rowid = 'number', tokenize = "unicode61 remove_diacritics 2");
