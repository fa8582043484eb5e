import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from '@sluice/platform'
import { createFileAtomically, writeFileAtomically } from '@sluice/platform/atomic-file'
import { isEmptyPart, membersOf, type UsagePart } from './usage-part.ts'
import { openWaitingFiles } from './waiting-files.ts'

/** A batch on its way to management: the same text each time it is sent. */
export interface OutgoingBatch {
  readonly number: number
  /** `UsageBatch` as JSON. */
  readonly text: string
}

/** Usage on disk until management has acknowledged it. */
export interface UsageSpool {
  /** On disk when it returns; nothing of it is when it throws. */
  add(part: UsagePart): void
  /** To be sent next; undefined = management has everything. */
  readonly outgoing: OutgoingBatch | undefined
  /** Management has applied the batch of this number, whenever that was. */
  acknowledge(number: number): void
  /** What waits behind the batch that is on its way. */
  readonly waitingBytes: number
}

/**
 * One batch at a time is on its way, in a file of its own; what comes meanwhile waits in others. A batch and its number
 * are written in one step, and never change after that, so that management can know by the number what it has applied.
 * @param maxBytes of what waits
 */
export function openUsageSpool(parentFolder: string, maxBytes: number, log: Log): UsageSpool {
  const folder = join(parentFolder, 'usage')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const outgoingPath = join(folder, 'outgoing.jsonl')
  const waiting = openWaitingFiles(folder, maxBytes, log)
  let gateway = loadGatewayId(folder)
  let last = 0
  let outgoing: OutgoingBatch | undefined

  function load(): void {
    if (!existsSync(outgoingPath)) return
    const [text = '', from = ''] = readFileSync(outgoingPath, 'utf8').split('\n')
    try {
      const { number } = JSON.parse(text) as { readonly number: number }
      last = number
      outgoing = { number, text }
      // A kill came before the file was removed whose contents are in the batch.
      if (from !== '') waiting.remove(from)
    } catch (error) {
      const setAside = `${outgoingPath}.unreadable`
      renameSync(outgoingPath, setAside)
      // Its number is not known, so that the next ones could be taken for others: they come from another gateway.
      gateway = writeGatewayId(folder)
      log.error('The usage that was on its way to management cannot be read; it is set aside.', { setAside, error })
    }
  }

  function offer(part: UsagePart, from = ''): void {
    const number = last + 1
    // The one before was acknowledged, or this one could not be made.
    const text = `{"gateway":"${gateway}","number":${number},"oldest":${number},${membersOf(part)}}`
    writeFileAtomically(outgoingPath, `${text}\n${from}\n`)
    last = number
    outgoing = { number, text }
  }

  function offerWaiting(): void {
    const oldest = waiting.oldest()
    if (oldest === undefined) return
    if (!isEmptyPart(oldest.part)) offer(oldest.part, oldest.name)
    waiting.remove(oldest.name)
    if (outgoing === undefined) offerWaiting()
  }

  load()
  if (outgoing === undefined) offerWaiting()
  return {
    add(part) {
      if (isEmptyPart(part)) return
      if (outgoing === undefined) offer(part)
      else waiting.append(part)
    },
    get outgoing() {
      return outgoing
    },
    acknowledge(number) {
      if (outgoing?.number !== number) return
      // It stays on disk until the next one takes its place: the number stands in it. Sent again, it changes nothing.
      outgoing = undefined
      offerWaiting()
    },
    get waitingBytes() {
      return waiting.bytes
    },
  }
}

const idPath = (folder: string) => join(folder, 'gateway-id')

function loadGatewayId(folder: string): string {
  const path = idPath(folder)
  createFileAtomically(path, createId())
  const id = readFileSync(path, 'utf8').trim()
  return /^[0-9a-f]{32}$/.test(id) ? id : writeGatewayId(folder)
}

function writeGatewayId(folder: string): string {
  const id = createId()
  writeFileAtomically(idPath(folder), id)
  return id
}

const createId = () => randomBytes(16).toString('hex')
