BEGIN TRANSACTION;
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
CREATE INDEX memory_by_path ON memory (path);
COMMIT;
