import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { ServerCall } from '@sluice/platform'
import type { StudioAnswer } from './studio-route.ts'

export interface SentFile {
  readonly fileName: string
  readonly contentType: string
}

/** A file, or the one part of it that the caller asks for. @see RFC 9110, section 14 */
export async function sendFile(
  call: ServerCall,
  path: string,
  { fileName, contentType }: SentFile,
): Promise<StudioAnswer> {
  const { size, mtimeMs } = await stat(path)
  const entityTag = `"${size.toString(16)}-${Math.floor(mtimeMs).toString(16)}"`
  const common = { 'Accept-Ranges': 'bytes', ETag: entityTag }
  const condition = call.header('if-range')
  const wanted = condition === undefined || condition === entityTag ? call.header('range') : undefined
  const range = wanted === undefined ? undefined : parseRange(wanted, size)
  if (range === 'unsatisfiable') return { status: 416, headers: { ...common, 'Content-Range': `bytes */${size}` } }
  const { start, end } = range ?? { start: 0, end: size - 1 }
  const headers = {
    ...common,
    'Content-Length': String(end - start + 1),
    ...(range === undefined ? {} : { 'Content-Range': `bytes ${start}-${end}/${size}` }),
  }
  const stream = size === 0 ? nothing() : createReadStream(path, { start, end })
  return { status: range === undefined ? 200 : 206, stream, contentType, fileName, headers }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** @returns undefined for what is no single range of bytes, which is then not regarded */
function parseRange(header: string, size: number): { start: number; end: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header.trim())
  if (match === null || (match[1] === '' && match[2] === '')) return undefined
  const [, first = '', last = ''] = match
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (first !== '' && last !== '' && Number(last) < start) return undefined
  return start > end ? 'unsatisfiable' : { start, end }
}
