import type { SnapshotEntry, SnapshotLine, SnapshotMessage } from '@sluice/contracts'
import type { Change, Store, StoredDocument } from '@sluice/platform'
import type { GatewayChannel } from './gateway-channel.ts'
import { toSnapshotEntry } from './to-snapshot-entry.ts'

const heartbeatMs = 2000
const changesPerRead = 200
/** Entries in one chunk of the first line: large enough to be quick, small enough never to hold the whole text. */
const entriesPerChunk = 500

export interface SnapshotStreamOptions {
  /** The last change that the reader has; undefined = none. */
  readonly after: number | undefined
  /** Ends the stream between two lines. */
  readonly closing: AbortSignal
  /** Whose questions go out between the changes. */
  readonly gateways: GatewayChannel
}

/**
 * The stream a gateway follows: everything, or what changed after `after`, then each change as it is committed. Lines are
 * made when the reader takes them, so that a slow reader costs no memory.
 */
export function createSnapshotStream(store: Store, options: SnapshotStreamOptions): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const cancelled = new AbortController()
  const lines = followStore(store, options, AbortSignal.any([options.closing, cancelled.signal]))
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await lines.next()
        if (next.done) controller.close()
        else controller.enqueue(encoder.encode(next.value))
      },
      async cancel() {
        // Wakes a stream that waits for the next change; it could not be ended before that otherwise.
        cancelled.abort()
        await lines.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}

async function* followStore(
  store: Store,
  { after, gateways }: SnapshotStreamOptions,
  ending: AbortSignal,
): AsyncGenerator<string, undefined> {
  let wake: (() => void) | undefined
  const stop = store.onChange(() => wake?.())
  const connection = gateways.connect(() => wake?.())
  const onEnding = () => wake?.()
  ending.addEventListener('abort', onEnding)
  try {
    const known = after === undefined ? undefined : await store.changesAfter(after, 1)
    let position: number
    if (after !== undefined && known !== undefined) {
      position = after
    } else {
      const all = await store.readAll()
      position = all.changeNumber
      yield* writeSnapshot(all.changeNumber, all.documents)
    }
    connection.sent(position)
    while (!ending.aborted) {
      // Armed before the store is read, so that a commit in between is not slept over.
      const woken = new Promise<void>((resolve) => {
        wake = resolve
      })
      for (const question of connection.take()) yield toLine(question)
      const changes = await store.changesAfter(position, changesPerRead)
      if (changes === undefined) return undefined
      for (const change of changes) {
        position = change.changeNumber
        yield toLine(toMessage(change))
        connection.sent(position)
      }
      if (changes.length > 0) continue
      yield toLine({ type: 'heartbeat', changeNumber: position })
      let timer: NodeJS.Timeout | undefined
      await Promise.race([
        woken,
        new Promise<void>((resolve) => {
          timer = setTimeout(resolve, heartbeatMs)
          timer.unref()
        }),
      ])
      clearTimeout(timer)
    }
    return undefined
  } finally {
    stop()
    connection.close()
    ending.removeEventListener('abort', onEnding)
  }
}

const toLine = (message: SnapshotLine): string => `${JSON.stringify(message)}\n`

function toMessage(change: Change): SnapshotMessage {
  return {
    type: 'change',
    changeNumber: change.changeNumber,
    put: toEntries(change.put),
    remove: change.removed,
  }
}

const toEntries = (documents: readonly StoredDocument[]): SnapshotEntry[] =>
  documents.map(toSnapshotEntry).filter((entry) => entry !== undefined)

/**
 * One line in pieces: the text of a large installation is never in memory as a whole, and its documents, which are taken
 * out of the array, only until they are written.
 */
function* writeSnapshot(changeNumber: number, documents: StoredDocument[]): Generator<string> {
  yield `{"type":"snapshot","changeNumber":${changeNumber},"entries":[`
  let separator = ''
  while (documents.length > 0) {
    const texts = toEntries(documents.splice(0, entriesPerChunk)).map((entry) => JSON.stringify(entry))
    if (texts.length === 0) continue
    yield separator + texts.join(',')
    separator = ','
  }
  yield ']}\n'
}
