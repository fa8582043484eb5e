import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Log } from '@sluice/platform'
import { writeFileAtomically } from '@sluice/platform/atomic-file'
import { coarsen, mergeParts, parsePart, toText, type UsagePart, withoutRecords } from './usage-part.ts'

/** How much of a file's contents was given up for room. */
const levels = { asWritten: 0, merged: 1, withoutRecords: 2, byHour: 3, byDay: 4 } as const
type Level = (typeof levels)[keyof typeof levels]

interface WaitingFile {
  readonly name: string
  bytes: number
  level: Level
}

/** First line of a file that was written anew. */
interface Header {
  readonly level: Level
  /** Holds what that file held, which is to be removed if it is still there. */
  readonly replaces?: string
}

/** What management has not been offered yet: files of lines, the oldest first. */
export interface WaitingFiles {
  readonly count: number
  readonly bytes: number
  /** On disk when it returns; nothing of it is when it throws. */
  append(part: UsagePart): void
  /** The oldest, and what is in it; it stays until it is removed. Undefined = there is none. */
  oldest(): { readonly name: string; readonly part: UsagePart } | undefined
  remove(name: string): void
}

/** A file is merged and the next one begun when it is longer. */
const fileBytes = 1_048_576

/** @param maxBytes of all of them: beyond it the oldest records go first, then what tells the oldest sums apart */
export function openWaitingFiles(folder: string, maxBytes: number, log: Log): WaitingFiles {
  const files: WaitingFile[] = []
  let nextNumber = 1
  /** The one that is appended to: what an earlier process began may end in the middle of a line. */
  let tail: WaitingFile | undefined

  const pathOf = (name: string) => join(folder, name)
  const total = () => files.reduce((sum, { bytes }) => sum + bytes, 0)

  function load(): void {
    for (const name of readdirSync(folder).sort()) {
      const number = Number(/^waiting-(\d{12})\.jsonl$/.exec(name)?.[1] ?? Number.NaN)
      if (Number.isNaN(number)) continue
      nextNumber = number + 1
      const header = readHeader(readFileSync(pathOf(name), 'utf8'))
      if (header?.replaces !== undefined) remove(header.replaces)
      files.push({ name, bytes: statSync(pathOf(name)).size, level: header?.level ?? levels.asWritten })
    }
  }

  function read({ name }: WaitingFile): UsagePart {
    const lines = readFileSync(pathOf(name), 'utf8').split('\n')
    const parts: UsagePart[] = []
    for (const [at, line] of lines.entries()) {
      if (line === '' || (at === 0 && readHeader(line) !== undefined)) continue
      try {
        parts.push(parsePart(line))
      } catch (error) {
        // The last one is where a kill cut it off: it was not acknowledged to anybody.
        if (at < lines.length - 1)
          log.error('A line of the usage on disk cannot be read; it is left out.', { name, error })
      }
    }
    return mergeParts(parts)
  }

  function rewrite(file: WaitingFile, level: Level, part: UsagePart, replaces?: string): void {
    const header: Header = { level, ...(replaces === undefined ? {} : { replaces }) }
    const text = `${JSON.stringify(header)}\n${toText(part)}\n`
    writeFileAtomically(pathOf(file.name), text)
    file.bytes = Buffer.byteLength(text)
    file.level = level
  }

  function remove(name: string): void {
    rmSync(pathOf(name), { force: true })
    const at = files.findIndex((file) => file.name === name)
    if (at >= 0) files.splice(at, 1)
    if (tail?.name === name) tail = undefined
  }

  /** Gives up of the oldest file that still has it what is missed least. @returns false = nothing is left to give up */
  function shrinkOne(): boolean {
    for (const level of [levels.withoutRecords, levels.byHour, levels.byDay] as const) {
      const file = files.find((one) => one.level < level && one !== tail)
      if (file === undefined) continue
      const part = read(file)
      rewrite(
        file,
        level,
        level === levels.withoutRecords
          ? withoutRecords(part)
          : coarsen(part, level === levels.byHour ? 'hour' : 'day'),
      )
      joinWithBefore(file)
      return true
    }
    return false
  }

  /** Sums of the same hours and days come together, so that many small files do not take the room of a large one. */
  function joinWithBefore(file: WaitingFile): void {
    const before = files[files.indexOf(file) - 1]
    if (file.level < levels.byHour || before?.level !== file.level || before.bytes + file.bytes > fileBytes) return
    rewrite(file, file.level, mergeParts([read(before), read(file)]), before.name)
    remove(before.name)
  }

  function tidy(): void {
    if (tail !== undefined && tail.bytes > fileBytes) {
      const full = tail
      tail = undefined
      rewrite(full, levels.merged, read(full))
    }
    if (total() <= maxBytes) return
    const before = total()
    while (total() > maxBytes && shrinkOne());
    log.warn('There is little room for usage that management has not taken; details of the oldest were given up.', {
      bytesBefore: before,
      bytes: total(),
      maxBytes,
    })
  }

  load()
  return {
    get count() {
      return files.length
    },
    get bytes() {
      return total()
    },
    append(part) {
      if (tail === undefined) {
        tail = { name: `waiting-${String(nextNumber).padStart(12, '0')}.jsonl`, bytes: 0, level: levels.asWritten }
        nextNumber += 1
        files.push(tail)
      }
      const line = Buffer.from(`${toText(part)}\n`)
      appendDurably(pathOf(tail.name), line)
      tail.bytes += line.length
      try {
        tidy()
      } catch (error) {
        // What was counted is on disk: whoever is told otherwise would count it twice.
        log.error('The usage on disk cannot be made smaller.', { error })
      }
    },
    oldest() {
      const file = files[0]
      if (file === undefined) return undefined
      // What is taken is appended to no more.
      if (tail === file) tail = undefined
      return { name: file.name, part: read(file) }
    },
    remove,
  }
}

function readHeader(text: string): Header | undefined {
  const [line = ''] = text.split('\n', 1)
  return line.startsWith('{"level":') ? (JSON.parse(line) as Header) : undefined
}

function appendDurably(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'a', 0o600)
  try {
    const { size } = fstatSync(file)
    try {
      for (let offset = 0; offset < bytes.length; ) offset += writeSync(file, bytes, offset)
      fsyncSync(file)
    } catch (error) {
      // Half of it, read later, would be a part of what is written again.
      ftruncateSync(file, size)
      throw error
    }
  } finally {
    closeSync(file)
  }
}
