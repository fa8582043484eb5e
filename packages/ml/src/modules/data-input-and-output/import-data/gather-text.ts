import { open } from 'node:fs/promises'
import type { TextDecoder } from 'node:util'
import { AppError } from '@sluice/contracts'
import { readDelimitedCells, toColumnNames } from '@sluice/dataflow'
import { writeWhole } from '../../../downloads/write-chunks.ts'
import { endOfFirstRecord } from './first-record.ts'
import { decode } from './text-decoding.ts'

/** A file on its way here. */
export interface IncomingText {
  readonly name: string
  readonly decoder: TextDecoder
  readonly chunks: AsyncIterable<Uint8Array>
}

/** Where the rows of one file stand in the text that was made of all. */
export interface TextPart {
  readonly name: string
  /** Its first line there. */
  readonly firstLine: number
  /** Lines of its own in front of that one, which hold the names of its columns. */
  readonly skippedLines: number
}

export interface GatheredText {
  readonly byteCount: number
  readonly parts: readonly TextPart[]
}

/** How several files become one: only texts of delimited fields do. */
export interface Joining {
  readonly separator: ',' | '\t'
  readonly hasHeader: boolean
}

/** In this many characters the first record must end. */
const longestFirstRecord = 16_777_216

/**
 * Writes the files one after another into one of UTF-8, the names of their columns once.
 * @param joining absent: there is one file
 * @throws AppError `ColumnNamesDiffer`, `FileNotParsed` when one is no text in its encoding
 */
export async function gatherText(
  path: string,
  files: AsyncIterable<IncomingText>,
  joining: Joining | undefined,
): Promise<GatheredText> {
  const file = await open(path, 'wx', 0o600)
  const parts: TextPart[] = []
  let byteCount = 0
  let line = 1
  let endsWith = '\n'
  let first: { readonly name: string; readonly columns: string } | undefined
  const write = async (text: string) => {
    if (text === '') return
    const bytes = Buffer.from(text)
    await writeWhole(file, bytes, byteCount)
    byteCount += bytes.length
    line += countLineEnds(endsWith, text)
    endsWith = text.slice(-1)
  }
  /** @returns the text to be written of it */
  const seeFirstRecord = (name: string, text: string, end: number, { separator, hasHeader }: Joining): string => {
    const { header, width } = readDelimitedCells(text.slice(0, end), { separator, hasHeader })
    const columns = toColumnNames(header, width).join('\n')
    if (first === undefined) {
      first = { name, columns }
      parts.push({ name, firstLine: line, skippedLines: 0 })
      return text
    }
    if (columns !== first.columns) throw new AppError('ColumnNamesDiffer', { dataset: first.name, other: name })
    const head = hasHeader ? text.slice(0, end) : ''
    parts.push({ name, firstLine: line, skippedLines: countLineEnds('', head) })
    return text.slice(head.length)
  }
  try {
    for await (const { name, decoder, chunks } of files) {
      if (endsWith !== '\n' && endsWith !== '\r') await write('\n')
      if (joining === undefined) parts.push({ name, firstLine: line, skippedLines: 0 })
      let held: string | undefined = joining === undefined ? undefined : ''
      const take = async (text: string, isWhole: boolean) => {
        if (held === undefined || joining === undefined) return write(text)
        held += text
        const end = endOfFirstRecord(held, joining.separator, isWhole || held.length > longestFirstRecord)
        if (end === undefined) return
        const rest = seeFirstRecord(name, held, end, joining)
        held = undefined
        await write(rest)
      }
      for await (const chunk of chunks) await take(decode(decoder, name, chunk), false)
      await take(decode(decoder, name), true)
    }
  } finally {
    await file.close()
  }
  return { byteCount, parts }
}

/** Line ends of a text; an LF at its beginning that belongs to a CR before it is none. */
function countLineEnds(before: string, text: string): number {
  let count = 0
  let isAfterReturn = before.endsWith('\r')
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 13 || (code === 10 && !isAfterReturn)) count += 1
    isAfterReturn = code === 13
  }
  return count
}

/** A line of the text that was made, as a line of the file that it came from. */
export function placeOfLine({ parts }: GatheredText, line: number): { readonly name: string; readonly line: number } {
  const part = parts.findLast(({ firstLine }) => firstLine <= line)
  if (part === undefined) return { name: parts[0]?.name ?? '', line }
  return { name: part.name, line: line - part.firstLine + 1 + part.skippedLines }
}
