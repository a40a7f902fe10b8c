BEGIN TRANSACTION;
CREATE TABLE cache (key TEXT PRIMARY KEY, text_en TEXT NOT NULL, score REAL NOT NULL) WITHOUT ROWID;
INSERT INTO "cache" VALUES('cache key','cache text_en',-0.5);
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
CREATE TABLE model (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "model" VALUES('model path','model sha256');
CREATE INDEX memory_by_path ON memory (path);
COMMIT;
