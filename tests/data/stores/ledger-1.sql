BEGIN TRANSACTION;
CREATE TABLE delivery (
    list_id TEXT NOT NULL, edition TEXT NOT NULL, recipient TEXT NOT NULL, content TEXT NOT NULL,
    state TEXT NOT NULL, message_id TEXT NOT NULL, detail TEXT NOT NULL, attempts INTEGER NOT NULL,
    changed TEXT NOT NULL, PRIMARY KEY (list_id, edition, recipient, content)
) WITHOUT ROWID
;
INSERT INTO "delivery" VALUES('briefing.example.org','2026-11-20','a@example.org','c1','sent','<1@example.org>','',1,'2026-11-20T06:31:00.000Z');
COMMIT;
PRAGMA user_version = 1;
