import { AppError } from '@sluice/contracts/errors'
import type { FileNumber } from '../content/content-folder.ts'
import type { BlobPlace, BlockSegment } from './blobs.ts'
import { findBlob, readSegments } from './blobs.ts'
import { readContainer } from './containers.ts'
import { addGarbage } from './garbage.ts'
import type { MetadataDatabase } from './metadata-database.ts'

const maxStagedBlocks = 100_000
const countEvery = 256

/** Where a block list looks for a block. */
export type BlockSource = 'Committed' | 'Uncommitted' | 'Latest'

export interface WantedBlock {
  readonly source: BlockSource
  /** Base64. */
  readonly block: string
}

/** Inside of `commit`. @throws AppError `ContainerNotFound`, `InvalidBlobOrBlock`, `BlockCountExceedsLimit` */
export function stageBlock(
  database: MetadataDatabase,
  place: BlobPlace,
  { block, file, size }: BlockSegment,
  nowMs: number,
): void {
  const { id } = readContainer(database, place.container)
  const other = database.get('SELECT block FROM staged WHERE container = ? AND name = ? LIMIT 1', id, place.blob)
  if (other !== undefined && String(other.block).length !== block.length) throw new AppError('InvalidBlobOrBlock', {})
  const before = database.all(
    'SELECT file FROM staged WHERE container = ? AND name = ? AND block = ?',
    id,
    place.blob,
    block,
  )
  addGarbage(database, before, new Set())
  // Counting is dear, so that it is not done for every block.
  if (file % countEvery === 0 && countStaged(database, id, place.blob) >= maxStagedBlocks) {
    throw new AppError('BlockCountExceedsLimit', {})
  }
  database.run(
    'INSERT OR REPLACE INTO staged (container, name, block, file, size, staged_ms) VALUES (?, ?, ?, ?, ?, ?)',
    id,
    place.blob,
    block,
    file,
    size,
    nowMs,
  )
}

const countStaged = (database: MetadataDatabase, container: number, name: string): number =>
  Number(database.get('SELECT count(*) AS n FROM staged WHERE container = ? AND name = ?', container, name)?.n)

/** The blocks that a list names, each where it says. @throws AppError `InvalidBlockList` */
export function findBlocks(
  database: MetadataDatabase,
  place: BlobPlace,
  wanted: readonly WantedBlock[],
): readonly BlockSegment[] {
  const { committed, uncommitted } = readBlockLists(database, place)
  const toMap = (blocks: readonly BlockSegment[]) => new Map(blocks.map((block) => [block.block, block]))
  const [old, fresh] = [toMap(committed), toMap(uncommitted)]
  return wanted.map(({ source, block }) => {
    const found =
      source === 'Committed'
        ? old.get(block)
        : source === 'Uncommitted'
          ? fresh.get(block)
          : (fresh.get(block) ?? old.get(block))
    if (found === undefined) throw new AppError('InvalidBlockList', {})
    return found
  })
}

/** Content that was not put in blocks has no block to show. */
export function readBlockLists(
  database: MetadataDatabase,
  place: BlobPlace,
): { readonly committed: readonly BlockSegment[]; readonly uncommitted: readonly BlockSegment[] } {
  const { id } = readContainer(database, place.container)
  const blob = findBlob(database, place)
  const committed = blob === undefined ? [] : readSegments(database, blob.version).filter(({ block }) => block !== '')
  const uncommitted = database
    .all('SELECT block, file, size FROM staged WHERE container = ? AND name = ? ORDER BY block', id, place.blob)
    .map((row) => ({ block: String(row.block), file: Number(row.file) as FileNumber, size: Number(row.size) }))
  return { committed, uncommitted }
}

/** Inside of `commit`: gives up blocks of blobs to which no block came since then. @returns how many */
export function expireBlocks(database: MetadataDatabase, stagedBeforeMs: number, limit: number): number {
  const expired = database.all(
    `SELECT container, name, block, file FROM staged s WHERE staged_ms < ?1 AND NOT EXISTS (
       SELECT 1 FROM staged t WHERE t.container = s.container AND t.name = s.name AND t.staged_ms >= ?1) LIMIT ?2`,
    stagedBeforeMs,
    limit,
  )
  addGarbage(database, expired, new Set())
  for (const { container, name, block } of expired) {
    database.run(
      'DELETE FROM staged WHERE container = ? AND name = ? AND block = ?',
      Number(container),
      String(name),
      String(block),
    )
  }
  return expired.length
}
