import { type FileHandle, open, rm } from 'node:fs/promises'
import { AppError } from '@sluice/contracts'
import { keepDraft, toDraftPath } from '../new-file.ts'
import type { BadRow } from './import-types.ts'

/** Writes the rows that were left out, one as JSON a line; no file where there are none. */
export interface BadRows {
  /** @throws AppError `BadRowsTooMany` */
  add(row: BadRow): void
  write(): Promise<void>
  /** @returns path of the file, where there is one */
  finish(): Promise<string | undefined>
  discard(): Promise<void>
  readonly count: number
}

export function createBadRows(path: string, limit: number): BadRows {
  const draft = toDraftPath(path)
  let file: FileHandle | undefined
  let lines: string[] = []
  let count = 0
  const write = async () => {
    if (lines.length === 0) return
    const text = lines.join('')
    lines = []
    file ??= await open(draft, 'wx', 0o600)
    await file.writeFile(text)
  }
  return {
    add(row) {
      count += 1
      if (count > limit) {
        throw new AppError('BadRowsTooMany', { count, limit }, { faults: [toFault(row)] })
      }
      lines.push(`${JSON.stringify({ line: row.line, reason: row.reason, text: row.text })}\n`)
    },
    write,
    async finish() {
      await write()
      if (file === undefined) return undefined
      await file.close()
      file = undefined
      await keepDraft(draft, path)
      await rm(draft, { force: true })
      return path
    },
    async discard() {
      await file?.close()
      file = undefined
      await rm(draft, { force: true })
    },
    get count() {
      return count
    },
  }
}

const toFault = ({ line, reason }: BadRow) => ({ code: 'BadRow', target: `line ${line}`, message: reason })
