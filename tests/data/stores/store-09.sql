BEGIN TRANSACTION;
CREATE TABLE correction (
            key TEXT NOT NULL, version INTEGER NOT NULL, parent INTEGER NOT NULL, state TEXT NOT NULL,
            text_ar TEXT NOT NULL, text_en TEXT NOT NULL, before_en TEXT, before_origin TEXT NOT NULL,
            by TEXT NOT NULL, at TEXT NOT NULL, window TEXT NOT NULL, PRIMARY KEY (key, version)
        ) WITHOUT ROWID;
INSERT INTO "correction" VALUES('وصل الوفد الي المدينه',1,0,'accepted','وصل الوفد إلى المدينة.','The delegation has arrived in the city.','The delegation arrive city.','machine','mona','2026-11-20T08:00:00+00:00','w1');
CREATE TABLE draft (
            key TEXT NOT NULL, position INTEGER NOT NULL, text_en TEXT NOT NULL, score REAL NOT NULL,
            links TEXT NOT NULL, PRIMARY KEY (key, position)
        ) WITHOUT ROWID;
INSERT INTO "draft" VALUES('draft key',1,'draft text_en',-0.5,'draft links');
CREATE TABLE edition (
            output TEXT NOT NULL, date TEXT NOT NULL, stamp TEXT NOT NULL, headlines TEXT NOT NULL,
            issued_at TEXT NOT NULL, degraded INTEGER NOT NULL, PRIMARY KEY (output, date)
        ) WITHOUT ROWID;
INSERT INTO "edition" VALUES('edition output','edition date','edition stamp','edition headlines','edition issued_at',1);
CREATE TABLE edition_article (
            output TEXT NOT NULL, date TEXT NOT NULL, position INTEGER NOT NULL, sha256 TEXT NOT NULL,
            url TEXT NOT NULL, added INTEGER NOT NULL, PRIMARY KEY (output, date, position)
        ) WITHOUT ROWID;
INSERT INTO "edition_article" VALUES('edition_article output','edition_article date',1,'edition_article sha256','edition_article url',1);
CREATE TABLE fetched_article (
            id INTEGER PRIMARY KEY, outlet TEXT NOT NULL, mark TEXT NOT NULL, source TEXT NOT NULL, title TEXT NOT NULL,
            stamp TEXT NOT NULL
        );
INSERT INTO "fetched_article" VALUES(1,'fetched_article outlet','fetched_article mark','fetched_article source','fetched_article title','fetched_article stamp');
CREATE TABLE fetched_key (
            outlet TEXT NOT NULL, key TEXT NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (outlet, key)
        ) WITHOUT ROWID;
INSERT INTO "fetched_key" VALUES('fetched_key outlet','fetched_key key',1);
CREATE TABLE fetched_version (
            article INTEGER NOT NULL, sha256 TEXT NOT NULL, path TEXT NOT NULL, fetched_at TEXT NOT NULL,
            text TEXT NOT NULL, PRIMARY KEY (article, sha256)
        );
INSERT INTO "fetched_version" VALUES(1,'fetched_version sha256','fetched_version path','fetched_version fetched_at','fetched_version text');
CREATE TABLE ledger (path TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO "ledger" VALUES('ledger path');
CREATE TABLE memory (
            key TEXT NOT NULL, path TEXT NOT NULL, text_ar TEXT NOT NULL, text_en TEXT NOT NULL,
            changed TEXT NOT NULL, author TEXT NOT NULL, PRIMARY KEY (key, path)
        ) WITHOUT ROWID;
INSERT INTO "memory" VALUES('وصل الوفد الي المدينه','/desk/memory.tmx','وصل الوفد إلى المدينة.','The delegation arrived in the city.','20261101T080000Z','mona');
CREATE TABLE memory_file (
            path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, listed INTEGER NOT NULL
        ) WITHOUT ROWID;
INSERT INTO "memory_file" VALUES('/desk/memory.tmx','0000000000000000000000000000000000000000000000000000000000000000',0);
CREATE TABLE migration (name TEXT PRIMARY KEY, position INTEGER NOT NULL);
INSERT INTO "migration" VALUES('0001 memory',0);
INSERT INTO "migration" VALUES('0002 cache',1);
INSERT INTO "migration" VALUES('0003 model',2);
INSERT INTO "migration" VALUES('0004 editions',3);
INSERT INTO "migration" VALUES('0005 drafts',4);
INSERT INTO "migration" VALUES('0006 corrections',5);
INSERT INTO "migration" VALUES('0007 what is done',6);
INSERT INTO "migration" VALUES('0008 vectors',7);
INSERT INTO "migration" VALUES('0009 what was fetched',8);
CREATE TABLE model (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "model" VALUES('model path','model sha256');
CREATE TABLE robots (origin TEXT PRIMARY KEY, fetched_at TEXT NOT NULL, content TEXT) WITHOUT ROWID;
INSERT INTO "robots" VALUES('robots origin','robots fetched_at','robots content');
CREATE TABLE skipped_day (output TEXT NOT NULL, date TEXT NOT NULL, PRIMARY KEY (output, date)) WITHOUT ROWID;
INSERT INTO "skipped_day" VALUES('skipped_day output','skipped_day date');
CREATE TABLE source (name TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "source" VALUES('source name','source state');
CREATE TABLE vector (position INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, value BLOB NOT NULL);
INSERT INTO "vector" VALUES(1,'vector key',X'0001');
CREATE INDEX memory_by_path ON memory (path);
CREATE VIEW accepted_correction AS
            SELECT * FROM correction AS this WHERE state = 'accepted' AND version = (
                SELECT max(version) FROM correction WHERE key = this.key AND state <> 'draft'
            );
CREATE INDEX fetched_article_by_title ON fetched_article (outlet, title);
CREATE INDEX fetched_article_by_source ON fetched_article (source);
COMMIT;
