import { AppError, type ReadOptions } from '@sluice/contracts'

export type TextEncoding = NonNullable<ReadOptions['encoding']>

/** The encoding of a text: by its byte order mark, else UTF-8 where the bytes are that, else Windows-1252. */
export function guessEncoding(start: Uint8Array): TextEncoding {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  try {
    // `stream`: the piece may end within a character.
    new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true })
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

/** @throws AppError `FileNotParsed` when the bytes are not of this encoding */
export function decodeText(bytes: Uint8Array, encoding: TextEncoding, isWhole = true): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !isWhole })
  } catch (error) {
    throw new AppError('FileNotParsed', { details: `its bytes are no ${encoding}.` }, { cause: error })
  }
}
