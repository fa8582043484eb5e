import { TextDecoder } from 'node:util'
import { AppError } from '@sluice/contracts'

/** Refuses what is no text in its encoding. A byte order mark is no part of the text. */
export const strictDecoder = (encoding: string): TextDecoder => new TextDecoder(encoding, { fatal: true })

/** @throws AppError `FileNotParsed` when the character set that an answer names is not known */
export function decoderFor(contentType: string): TextDecoder {
  const charset = /charset="?([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8'
  try {
    return strictDecoder(charset)
  } catch (cause) {
    throw new AppError('FileNotParsed', { details: `the character set ${charset} is not known.` }, { cause })
  }
}

/** @param chunk nothing at the end */
export function decode(decoder: TextDecoder, name: string, chunk?: Uint8Array): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true })
  } catch (cause) {
    throw new AppError('FileNotParsed', { details: `${name} is no text in ${decoder.encoding}.` }, { cause })
  }
}
