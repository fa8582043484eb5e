import { AppError } from '@sluice/contracts/errors'
import { type Generated, type Kysely, sql } from 'kysely'

/** Tables as Kysely sees them; the same on SQLite and PostgreSQL. */
export interface StoreTables {
  documents: {
    key: string
    collection: string
    /** JSON text. */
    body: string
    entity_tag: string
    ordinal: number
    change_number: number
  }
  document_indexes: { name: string; value: string; key: string; is_unique: number }
  /** `payload`: JSON text of what was put and removed. */
  changes: { change_number: number; payload: string }
  audit: {
    position: Generated<number>
    change_number: number
    at: string
    actor: string
    request_id: string | null
    action: 'create' | 'update' | 'delete'
    key: string
    /** JSON text; null where there was nothing, and in rows of schema version 1. */
    body_before: string | null
    body_after: string | null
  }
  /** One row: where the numbering stands. */
  meta: { id: number; schema_version: number; change_number: number; ordinal: number }
}

export type StoreDatabase = Kysely<StoreTables>

/** What the engines spell differently. */
export interface SchemaDialect {
  readonly autoIncrement: string
  /** Type of a key: compared byte by byte, whatever the language of the database. */
  readonly keyType: string
  /** Makes a key of a column that was a plain text. */
  toKey(table: string, column: string): readonly string[]
}

/** Each entry brings the schema from its index to the next version; entries are never changed once released. */
const migrations: readonly ((dialect: SchemaDialect) => readonly string[])[] = [
  ({ autoIncrement, keyType }) => [
    `create table documents (
       key ${keyType} primary key, collection text not null, body text not null, entity_tag text not null,
       ordinal bigint not null, change_number bigint not null)`,
    'create index documents_by_collection on documents (collection, ordinal)',
    `create table document_indexes (
       name text not null, value text not null, key ${keyType} not null, is_unique integer not null,
       primary key (name, value, key))`,
    'create index document_indexes_by_key on document_indexes (key)',
    'create unique index document_indexes_unique on document_indexes (name, value) where is_unique = 1',
    'create table changes (change_number bigint primary key, payload text not null)',
    `create table audit (
       position ${autoIncrement}, change_number bigint not null, at text not null, actor text not null,
       request_id text, action text not null, key text not null)`,
    'create index audit_by_key on audit (key)',
  ],
  ({ toKey }) => [
    // Compared with keys by queries that follow links, and by the audit of what is below a key.
    ...toKey('documents', 'collection'),
    ...toKey('document_indexes', 'value'),
    ...toKey('audit', 'key'),
    'alter table audit add column body_before text',
    'alter table audit add column body_after text',
    'create index audit_by_actor on audit (actor, position)',
    'create index audit_by_time on audit (at)',
    // With the name: following the links of one collection must not look at those of all others.
    'drop index document_indexes_by_key',
    'create index document_indexes_by_key on document_indexes (key, name, value)',
  ],
]

/** Brings the schema to the newest version; the caller holds a transaction that excludes other writers. */
export async function migrate(database: StoreDatabase, dialect: SchemaDialect): Promise<void> {
  await sql`create table if not exists meta (
    id integer primary key, schema_version integer not null, change_number bigint not null, ordinal bigint not null)`.execute(
    database,
  )
  await sql`insert into meta (id, schema_version, change_number, ordinal) values (1, 0, 0, 0) on conflict (id) do nothing`.execute(
    database,
  )
  const row = await database.selectFrom('meta').select('schema_version').executeTakeFirstOrThrow()
  const version = Number(row.schema_version)
  if (version > migrations.length) throw new AppError('StoreTooNew', { version, known: migrations.length })
  if (version === migrations.length) return
  for (const migration of migrations.slice(version)) {
    for (const statement of migration(dialect)) await sql.raw(statement).execute(database)
  }
  await database.updateTable('meta').set({ schema_version: migrations.length }).execute()
}
