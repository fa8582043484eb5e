import { AppError } from '@sluice/contracts'
import type { AuditRow, Log, Store } from '@sluice/platform'

/** More rows than these at once are told as a gap: whoever shows something reads it again as a whole. */
export const maxRowsAtOnce = 500
/** The first page is enough for nearly every commit. */
const firstPage = 10

export interface FeedListener {
  /** Rows of whole changes, oldest first. */
  onRows(rows: readonly AuditRow[]): void
  /** More was changed than is told, up to this change. */
  onGap(changeNumber: number): void
  /** Nothing more comes. */
  onEnd(): void
}

export interface Following {
  /** Changes after this one are told. */
  readonly changeNumber: number
  stop(): void
}

/** The audited changes of the store, read once for however many who follow them. */
export interface ChangeFeed {
  /** @throws AppError `TooManyEventStreams` when no more can follow */
  assertRoom(): void
  follow(listener: FeedListener): Promise<Following>
  /**
   * Rows of the changes after `after` up to `until`, oldest first.
   * @returns undefined when there are more than are told, or `after` is no change of this store
   */
  readBetween(after: number, until: number): Promise<readonly AuditRow[] | undefined>
  close(): void
}

export interface ChangeFeedOptions {
  readonly store: Pick<Store, 'audit' | 'onChange'>
  readonly log: Log
  /** How many may follow; default 2 000. */
  readonly maxListeners?: number
}

interface Place {
  readonly position: number
  readonly changeNumber: number
}

const nowhere: Place = { position: 0, changeNumber: 0 }

export function createChangeFeed({ store, log, maxListeners = 2_000 }: ChangeFeedOptions): ChangeFeed {
  const listeners = new Set<FeedListener>()
  let place: Promise<Place> | undefined
  let stopListening: (() => void) | undefined
  let isClosed = false
  let isReading = false
  let isWoken = false

  const newest = async (): Promise<Place> => (await store.audit({ limit: 1 }))[0] ?? nowhere

  function begin(): Promise<Place> {
    // Armed before the place is read, so that a commit in between is not slept over.
    stopListening ??= store.onChange(() => void readOn())
    place ??= newest()
    return place
  }

  function rest(): void {
    stopListening?.()
    stopListening = undefined
    place = undefined
  }

  function endAll(): void {
    for (const listener of [...listeners]) listener.onEnd()
    listeners.clear()
    rest()
  }

  /** One reading at a time; what is committed meanwhile is read after it. */
  async function readOn(): Promise<void> {
    isWoken = true
    if (isReading) return
    isReading = true
    try {
      while (isWoken && place !== undefined) {
        isWoken = false
        const at = place
        const known = await at
        const rows = await readSince((row) => row.position <= known.position)
        const last = rows.at(-1)
        // Whoever followed may have gone meanwhile, and others have come, who begin elsewhere.
        if (last === undefined || place !== at) continue
        place = Promise.resolve(last)
        for (const listener of [...listeners]) {
          if (rows.length > maxRowsAtOnce) listener.onGap(last.changeNumber)
          else listener.onRows(rows)
        }
      }
    } catch (error) {
      if (!isClosed) log.error('Changes cannot be read; whoever follows them has to come again.', { error })
      endAll()
    } finally {
      isReading = false
    }
  }

  /** Rows behind the first one that is known, oldest first; of more than are told one more than these. */
  async function readSince(isKnown: (row: AuditRow) => boolean, before?: number): Promise<readonly AuditRow[]> {
    const rows: AuditRow[] = []
    let limit = firstPage
    for (;;) {
      const beforePosition = rows.at(-1)?.position
      const page = await store.audit({
        limit,
        ...(before === undefined ? {} : { before }),
        ...(beforePosition === undefined ? {} : { beforePosition }),
      })
      const end = page.findIndex(isKnown)
      rows.push(...(end < 0 ? page : page.slice(0, end)))
      if (end >= 0 || page.length < limit) return rows.reverse()
      // The newest ones tell how far it goes.
      if (rows.length > maxRowsAtOnce) return rows.slice(0, maxRowsAtOnce + 1).reverse()
      limit = maxRowsAtOnce + 1 - rows.length
    }
  }

  return {
    assertRoom() {
      if (listeners.size >= maxListeners) throw new AppError('TooManyEventStreams', { most: maxListeners })
    },
    async follow(listener) {
      listeners.add(listener)
      const { changeNumber } = await begin().catch((error: unknown) => {
        endAll()
        throw error
      })
      if (isClosed) listener.onEnd()
      return {
        changeNumber,
        stop() {
          listeners.delete(listener)
          if (listeners.size === 0) rest()
        },
      }
    },
    async readBetween(after, until) {
      if (after > until) return undefined
      const rows = await readSince((row) => row.changeNumber <= after, until + 1)
      return rows.length > maxRowsAtOnce ? undefined : rows
    },
    close() {
      isClosed = true
      endAll()
    },
  }
}
