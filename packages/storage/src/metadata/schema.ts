import type { DatabaseSync } from 'node:sqlite'
import { AppError } from '@sluice/contracts/errors'

/** Tables by version; a file is brought from its version to the last one in one transaction. */
const migrations: readonly string[] = [
  `
  -- The last number given to a version or entity tag.
  CREATE TABLE numbers (last INTEGER NOT NULL);
  INSERT INTO numbers VALUES (0);
  -- Runs of the program. Only a run that is not swept may have left files that nothing refers to.
  CREATE TABLE runs (run INTEGER PRIMARY KEY, is_swept INTEGER NOT NULL);
  CREATE TABLE service (id INTEGER PRIMARY KEY CHECK (id = 1), properties TEXT NOT NULL);
  CREATE TABLE containers (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, tag INTEGER NOT NULL, modified_ms INTEGER NOT NULL,
    metadata TEXT NOT NULL, policies TEXT NOT NULL
  );
  -- Deleted containers whose blobs are still to be removed.
  CREATE TABLE dropped (container INTEGER PRIMARY KEY);
  CREATE TABLE blobs (
    container INTEGER NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL, tag INTEGER NOT NULL,
    created_ms INTEGER NOT NULL, modified_ms INTEGER NOT NULL, size INTEGER NOT NULL,
    properties TEXT NOT NULL, metadata TEXT NOT NULL, PRIMARY KEY (container, name)
  ) WITHOUT ROWID;
  -- What a version of a blob is made of, in order. Block is empty for content that was not put in blocks.
  CREATE TABLE segments (
    version INTEGER NOT NULL, position INTEGER NOT NULL, block TEXT NOT NULL, file INTEGER NOT NULL,
    start INTEGER NOT NULL, size INTEGER NOT NULL, PRIMARY KEY (version, position)
  ) WITHOUT ROWID;
  CREATE INDEX segments_by_file ON segments (file);
  -- Blocks that no list has committed yet.
  CREATE TABLE staged (
    container INTEGER NOT NULL, name TEXT NOT NULL, block TEXT NOT NULL, file INTEGER NOT NULL, size INTEGER NOT NULL,
    staged_ms INTEGER NOT NULL, PRIMARY KEY (container, name, block)
  ) WITHOUT ROWID;
  CREATE INDEX staged_by_file ON staged (file);
  CREATE INDEX staged_by_time ON staged (staged_ms);
  -- Files that nothing refers to any more, and that are still on the disk.
  CREATE TABLE garbage (file INTEGER PRIMARY KEY);
  `,
]

/** @throws AppError `StoreTooNew` */
export function migrate(database: DatabaseSync): void {
  const version = Number(Object.values(database.prepare('PRAGMA user_version').get() ?? {})[0])
  if (version > migrations.length) throw new AppError('StoreTooNew', { version, known: migrations.length })
  if (version === migrations.length) return
  database.exec('BEGIN IMMEDIATE')
  for (const statements of migrations.slice(version)) database.exec(statements)
  database.exec(`PRAGMA user_version = ${migrations.length}; COMMIT`)
}
