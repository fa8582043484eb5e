import { AppError } from '@sluice/contracts/errors'
import type { FileNumber } from '../content/content-folder.ts'
import type { Segment } from '../content/read-content.ts'
import { assertWritable, type Conditions } from '../requests/conditions.ts'
import { type Metadata, readContainer } from './containers.ts'
import { addGarbage } from './garbage.ts'
import type { MetadataDatabase, Row } from './metadata-database.ts'
import { nextNumber } from './numbers.ts'

/** What HTTP says about the content; MD5 in base64. */
export interface ContentProperties {
  readonly contentType?: string
  readonly contentEncoding?: string
  readonly contentLanguage?: string
  readonly contentDisposition?: string
  readonly cacheControl?: string
  readonly contentMd5?: string
  /** Of the copy that made this blob. */
  readonly copy?: { readonly id: string; readonly source: string; readonly completedMs: number }
}

export interface StoredBlob {
  readonly container: number
  readonly name: string
  readonly version: number
  readonly tag: number
  readonly createdMs: number
  readonly modifiedMs: number
  readonly size: number
  readonly properties: ContentProperties
  readonly metadata: Metadata
}

/** Content in place, in order. */
export interface BlockSegment {
  /** Empty for content that was not put in blocks. */
  readonly block: string
  readonly file: FileNumber
  readonly size: number
}

export interface NewBlob {
  readonly properties: ContentProperties
  readonly metadata: Metadata
}

/** What a change of a blob has to respect. */
export interface ChangeOptions {
  readonly conditions: Conditions
  readonly nowMs: number
  /** The caller may make new blobs, and nothing else. */
  readonly mayOnlyCreate: boolean
}

export interface BlobPlace {
  readonly container: string
  readonly blob: string
}

export function findBlob(database: MetadataDatabase, { container, blob }: BlobPlace): StoredBlob | undefined {
  const row = database.get(
    'SELECT * FROM blobs WHERE container = ? AND name = ?',
    readContainer(database, container).id,
    blob,
  )
  return row && toBlob(row)
}

/** @throws AppError `ContainerNotFound`, `StoredBlobNotFound` */
export function readBlob(database: MetadataDatabase, place: BlobPlace): StoredBlob {
  const found = findBlob(database, place)
  if (found === undefined) throw new AppError('StoredBlobNotFound', {})
  return found
}

/** Parts of a version that hold bytes from `start` to before `end`. */
export function readSegments(
  database: MetadataDatabase,
  version: number,
  start = 0,
  end = Number.MAX_SAFE_INTEGER,
): readonly (Segment & { readonly block: string })[] {
  return database
    .all(
      'SELECT block, file, start, size FROM segments WHERE version = ? AND start + size > ? AND start < ? ORDER BY position',
      version,
      start,
      end,
    )
    .map((row) => ({
      block: String(row.block),
      file: Number(row.file),
      start: Number(row.start),
      size: Number(row.size),
    }))
}

/** Inside of `commit`: puts a blob in the place of what was there, blocks that were not committed included. */
export function replaceBlob(
  database: MetadataDatabase,
  place: BlobPlace,
  segments: readonly BlockSegment[],
  { properties, metadata, conditions, nowMs, mayOnlyCreate }: NewBlob & ChangeOptions,
): StoredBlob {
  const container = readContainer(database, place.container)
  const before = findBlob(database, place)
  if (mayOnlyCreate && before !== undefined) throw new AppError('AuthorizationPermissionMismatch', {})
  assertWritable(conditions, before)
  const version = nextNumber(database)
  const kept = new Set(segments.map(({ file }) => file))
  let size = 0
  segments.forEach((segment, position) => {
    database.run(
      'INSERT INTO segments (version, position, block, file, start, size) VALUES (?, ?, ?, ?, ?, ?)',
      version,
      position,
      segment.block,
      segment.file,
      size,
      segment.size,
    )
    size += segment.size
  })
  if (before !== undefined) dropVersion(database, before.version, kept)
  dropStaged(database, container.id, place.blob, kept)
  database.run(
    'INSERT OR REPLACE INTO blobs (container, name, version, tag, created_ms, modified_ms, size, properties, metadata) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    container.id,
    place.blob,
    version,
    version,
    before?.createdMs ?? nowMs,
    nowMs,
    size,
    JSON.stringify(properties),
    JSON.stringify(metadata),
  )
  return readBlob(database, place)
}

/** Inside of `commit`: the content stays, the entity tag is new. */
export function changeBlob(
  database: MetadataDatabase,
  place: BlobPlace,
  change: Partial<NewBlob>,
  { conditions, nowMs }: Pick<ChangeOptions, 'conditions' | 'nowMs'>,
): StoredBlob {
  const before = readBlob(database, place)
  assertWritable(conditions, before)
  const { properties, metadata } = { ...before, ...change }
  database.run(
    'UPDATE blobs SET tag = ?, modified_ms = ?, properties = ?, metadata = ? WHERE container = ? AND name = ?',
    nextNumber(database),
    nowMs,
    JSON.stringify(properties),
    JSON.stringify(metadata),
    before.container,
    before.name,
  )
  return readBlob(database, place)
}

/** Inside of `commit`. @throws AppError `ContainerNotFound`, `StoredBlobNotFound`, `ConditionNotMet` */
export function deleteBlob(database: MetadataDatabase, place: BlobPlace, conditions: Conditions): void {
  const before = readBlob(database, place)
  assertWritable(conditions, before)
  dropVersion(database, before.version, new Set())
  dropStaged(database, before.container, before.name, new Set())
  database.run('DELETE FROM blobs WHERE container = ? AND name = ?', before.container, before.name)
}

/** Inside of `commit`. */
export function dropVersion(database: MetadataDatabase, version: number, kept: ReadonlySet<FileNumber>): void {
  addGarbage(database, database.all('SELECT DISTINCT file FROM segments WHERE version = ?', version), kept)
  database.run('DELETE FROM segments WHERE version = ?', version)
}

/** Inside of `commit`. */
export function dropStaged(
  database: MetadataDatabase,
  container: number,
  name: string,
  kept: ReadonlySet<FileNumber>,
): void {
  addGarbage(database, database.all('SELECT file FROM staged WHERE container = ? AND name = ?', container, name), kept)
  database.run('DELETE FROM staged WHERE container = ? AND name = ?', container, name)
}

export function toBlob(row: Row): StoredBlob {
  return {
    container: Number(row.container),
    name: String(row.name),
    version: Number(row.version),
    tag: Number(row.tag),
    createdMs: Number(row.created_ms),
    modifiedMs: Number(row.modified_ms),
    size: Number(row.size),
    properties: JSON.parse(String(row.properties)) as ContentProperties,
    metadata: JSON.parse(String(row.metadata)) as Metadata,
  }
}
