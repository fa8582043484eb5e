import { AppError } from '@sluice/contracts/errors'
import type { Conditions } from '../requests/conditions.ts'
import { assertWritable } from '../requests/conditions.ts'
import type { MetadataDatabase, Row } from './metadata-database.ts'
import { nextNumber } from './numbers.ts'

/** Pairs of name and value. */
export type Metadata = Readonly<Record<string, string>>

/** A policy that signatures may name instead of what they allow. */
export interface AccessPolicy {
  readonly id: string
  readonly start?: string
  readonly expiry?: string
  readonly permission?: string
}

export interface Container {
  readonly id: number
  readonly name: string
  readonly tag: number
  readonly modifiedMs: number
  readonly metadata: Metadata
  readonly policies: readonly AccessPolicy[]
}

export function findContainer(database: MetadataDatabase, name: string): Container | undefined {
  const row = database.get('SELECT * FROM containers WHERE name = ?', name)
  return row && toContainer(row)
}

/** @throws AppError `ContainerNotFound` */
export function readContainer(database: MetadataDatabase, name: string): Container {
  const found = findContainer(database, name)
  if (found === undefined) throw new AppError('ContainerNotFound', {})
  return found
}

/** @param from first name that may come */
export function listContainers(
  database: MetadataDatabase,
  { prefix, from, limit }: { readonly prefix: string; readonly from: string; readonly limit: number },
): readonly Container[] {
  return database
    .all(
      'SELECT * FROM containers WHERE name >= ? AND substr(name, 1, ?) = ? ORDER BY name LIMIT ?',
      from > prefix ? from : prefix,
      prefix.length,
      prefix,
      limit,
    )
    .map(toContainer)
}

/** Inside of `commit`. @throws AppError `ContainerAlreadyExists` */
export function insertContainer(
  database: MetadataDatabase,
  name: string,
  metadata: Metadata,
  nowMs: number,
): Container {
  if (findContainer(database, name) !== undefined) throw new AppError('ContainerAlreadyExists', {})
  database.run(
    "INSERT INTO containers (name, tag, modified_ms, metadata, policies) VALUES (?, ?, ?, ?, '[]')",
    name,
    nextNumber(database),
    nowMs,
    JSON.stringify(metadata),
  )
  return readContainer(database, name)
}

/** Inside of `commit`. @throws AppError `ContainerNotFound`, `ConditionNotMet` */
export function changeContainer(
  database: MetadataDatabase,
  name: string,
  change: { readonly metadata?: Metadata; readonly policies?: readonly AccessPolicy[] },
  { conditions, nowMs }: { readonly conditions: Conditions; readonly nowMs: number },
): Container {
  const container = readContainer(database, name)
  assertWritable(conditions, container)
  const changed = { ...container, ...change }
  database.run(
    'UPDATE containers SET tag = ?, modified_ms = ?, metadata = ?, policies = ? WHERE id = ?',
    nextNumber(database),
    nowMs,
    JSON.stringify(changed.metadata),
    JSON.stringify(changed.policies),
    container.id,
  )
  return readContainer(database, name)
}

/** Inside of `commit`. Its blobs are out of reach at once and removed later. */
export function dropContainer(database: MetadataDatabase, name: string, conditions: Conditions): void {
  const container = readContainer(database, name)
  assertWritable(conditions, container)
  database.run('DELETE FROM containers WHERE id = ?', container.id)
  database.run('INSERT INTO dropped VALUES (?)', container.id)
}

function toContainer(row: Row): Container {
  return {
    id: Number(row.id),
    name: String(row.name),
    tag: Number(row.tag),
    modifiedMs: Number(row.modified_ms),
    metadata: JSON.parse(String(row.metadata)) as Metadata,
    policies: JSON.parse(String(row.policies)) as AccessPolicy[],
  }
}
