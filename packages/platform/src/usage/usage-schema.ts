import { AppError } from '@sluice/contracts/errors'
import { query, type SqlConnection } from './sql-connection.ts'
import { usageLevels } from './usage-levels.ts'
import { sumColumns } from './usage-sums.ts'

/** What the engines spell differently. */
export interface UsageDialect {
  readonly autoIncrement: string
  /** Type of bytes. */
  readonly bytes: string
  /** What stands behind the table whose rows are kept in the order of their key. */
  readonly byKey: string
}

const ids = 'api bigint not null, operation bigint not null, product bigint not null, subscription bigint not null'

/**
 * Each entry brings the schema from its index to the next version; entries are never changed once released.
 *
 * A subject is what calls are summed up for: a whole service, one API …, or all dimensions together (`kind`). Numbers in
 * their columns are of `usage_names`; 0 = none, or not told apart.
 */
const migrations: readonly ((dialect: UsageDialect) => readonly string[])[] = [
  ({ autoIncrement, bytes, byKey }) => [
    `create table usage_names (id ${autoIncrement}, name text not null unique)`,
    `create table usage_subjects (
       id ${autoIncrement}, service bigint not null, kind integer not null, ${ids}, "user" bigint not null)`,
    `create unique index usage_subjects_unique
       on usage_subjects (service, kind, api, operation, product, subscription, "user")`,
    // Only of subjects that have all dimensions: the others are found by the index above.
    ...['operation', 'product', 'subscription', '"user"'].map(
      (column) =>
        `create index usage_subjects_by_${column.replaceAll('"', '')} on usage_subjects (service, ${column}) where kind = 6`,
    ),
    // All levels in one table: what a range is made of comes from one walk along the key. A minimum of nothing is null.
    `create table usage_sums (
       subject bigint not null, level integer not null, time bigint not null,
       ${sumColumns.map(([column]) => `${column} bigint${column.endsWith('_min') ? '' : ' not null'}`).join(', ')},
       spread ${bytes} not null, primary key (subject, level, time)) ${byKey}`,
    'create index usage_sums_by_time on usage_sums (level, time)',
    `create table usage_levels (level text primary key, kept_from bigint not null)`,
    ...usageLevels.map(({ name }) => `insert into usage_levels values ('${name}', 0)`),
    `create table usage_pending (position ${autoIncrement}, cells bigint not null, payload text not null)`,
    `create table usage_gateways (gateway text primary key, applied bigint not null, seen_at bigint not null)`,
    `create table usage_records (
       position ${autoIncrement}, service bigint not null, at bigint not null, request_id text not null,
       status integer not null, ${ids}, "user" bigint not null, ip text not null, method text not null,
       url text not null, is_refused integer not null, size bigint not null, document text not null)`,
    'create index usage_records_by_time on usage_records (service, at, position)',
    'create index usage_records_by_api on usage_records (service, api, at, position)',
    'create index usage_records_by_subscription on usage_records (service, subscription, at, position)',
    'create index usage_records_by_user on usage_records (service, "user", at, position)',
    'create index usage_records_by_request on usage_records (request_id)',
    'create index usage_records_by_age on usage_records (at)',
    // `generation` changes when subjects are removed, so that nobody goes on with the numbers of removed ones.
    `create table usage_meta (
       id integer primary key, generation bigint not null, record_count bigint not null, record_bytes bigint not null)`,
    'insert into usage_meta values (1, 0, 0, 0)',
  ],
]

/** Brings the schema to the newest version; the caller holds a transaction that excludes other writers. @throws AppError `StoreTooNew` */
export async function migrateUsage(connection: SqlConnection, dialect: UsageDialect): Promise<void> {
  await query(connection, 'create table if not exists usage_version (id integer primary key, version integer not null)')
  await query(connection, 'insert into usage_version values (1, 0) on conflict (id) do nothing')
  const [row] = await query(connection, 'select version from usage_version')
  const version = Number(row?.version)
  if (version > migrations.length) throw new AppError('StoreTooNew', { version, known: migrations.length })
  for (const migration of migrations.slice(version)) {
    for (const statement of migration(dialect)) await query(connection, statement)
  }
  if (version < migrations.length) await query(connection, 'update usage_version set version = ?', [migrations.length])
}
