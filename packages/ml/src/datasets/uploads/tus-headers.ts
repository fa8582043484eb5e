import { AppError } from '@sluice/contracts'
import type { ServerCall } from '@sluice/platform'

export const tusVersion = '1.0.0'
export const tusExtensions = 'creation,creation-with-upload,expiration,termination'
export const pieceContentType = 'application/offset+octet-stream'

/** @throws AppError `TusVersionUnsupported` */
export function assertTusVersion(call: ServerCall): void {
  const version = call.header('tus-resumable') ?? ''
  if (version !== tusVersion) throw new AppError('TusVersionUnsupported', { version })
}

/** A header that is a number of bytes. @throws AppError `UploadHeaderInvalid` */
export function readByteCount(call: ServerCall, header: 'Upload-Length' | 'Upload-Offset'): number {
  const text = call.header(header.toLowerCase())
  if (text === undefined) throw new AppError('UploadHeaderInvalid', { header, reason: 'is missing' })
  if (!/^\d{1,15}$/.test(text)) {
    throw new AppError('UploadHeaderInvalid', { header, reason: 'is not a whole number of bytes' })
  }
  return Number(text)
}

const keyForm = /^[\x21-\x2b\x2d-\x7e]{1,100}$/
const base64Form = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/**
 * `name base64,name base64,name` as texts.
 * @throws AppError `UploadHeaderInvalid`
 * @see tus resumable upload protocol 1.0.0, Creation
 */
export function parseUploadMetadata(header: string | undefined): Record<string, string> {
  const metadata = new Map<string, string>()
  const refuse = (reason: string) => new AppError('UploadHeaderInvalid', { header: 'Upload-Metadata', reason })
  for (const pair of header?.split(',') ?? []) {
    if (pair.trim() === '') continue
    const [key = '', value = '', ...rest] = pair.trim().split(/ +/)
    if (rest.length > 0 || !keyForm.test(key) || !base64Form.test(value)) {
      throw refuse('is not a list of names with values in base64')
    }
    if (metadata.has(key)) throw refuse(`names ${key} twice`)
    try {
      metadata.set(key, new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'base64')))
    } catch (error) {
      throw new AppError(
        'UploadHeaderInvalid',
        { header: 'Upload-Metadata', reason: `has a value of ${key} that is not UTF-8` },
        { cause: error },
      )
    }
  }
  return Object.fromEntries(metadata)
}

/** The same the other way round. */
export const toUploadMetadata = (metadata: Readonly<Record<string, string>>): string =>
  Object.entries(metadata)
    .map(([key, value]) => (value === '' ? key : `${key} ${Buffer.from(value).toString('base64')}`))
    .join(',')
