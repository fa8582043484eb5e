import type { TraceBody } from '@sluice/contracts'

/** What a trace shows of a body or of a value. */
export const maxShownCharacters = 8 * 1024
/**
 * Kept beyond it until the masks are put on: a secret that begins in what is shown is still found whole. Four times as
 * long as the longest named value may be, for one whose characters are all escaped.
 */
const marginCharacters = 16 * 1024
export const maxKeptBytes = maxShownCharacters + marginCharacters

/** The beginning of a body that is still to be masked. */
export class BodyExcerpt {
  /** Undefined = it is no text. */
  readonly text: string | undefined
  readonly bytes: number

  private constructor(text: string | undefined, bytes: number) {
    this.text = text
    this.bytes = bytes
  }

  /** @param kept the first `maxKeptBytes` of it, or all @param total length, as far as it is known */
  static of(kept: Uint8Array, total: number): BodyExcerpt {
    return new BodyExcerpt(toText(kept.subarray(0, maxKeptBytes)), total)
  }

  /** When a trace has become too long. */
  static withoutText(total: number): BodyExcerpt {
    return new BodyExcerpt(undefined, total)
  }

  toBody(mask: (text: string) => string): TraceBody {
    const { text, bytes } = this
    if (text === undefined) return { bytes }
    const masked = mask(text)
    const shown = cut(masked)
    const isCut = shown.length < masked.length || Buffer.byteLength(text) < bytes
    return { text: shown, bytes, ...(isCut ? { isCut } : {}) }
  }
}

/** A text that is still to be masked, and too long perhaps. */
export class LongText {
  readonly text: string

  constructor(text: string) {
    this.text = text.length > maxKeptBytes ? text.slice(0, maxKeptBytes) : text
  }

  toShown(mask: (text: string) => string): string {
    const masked = mask(this.text)
    const shown = cut(masked)
    return shown.length < masked.length ? `${shown}…` : shown
  }
}

const cut = (text: string): string => (text.length > maxShownCharacters ? text.slice(0, maxShownCharacters) : text)

/** A character that the end cuts in two is left out; what is no UTF-8, or holds zeros, is no text. */
function toText(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    // Not an error: most of what is sent is no text.
    return undefined
  }
}

/** Collects the beginning of a body that flows by. */
export class BodyCollector {
  readonly #chunks: Uint8Array[] = []
  #kept = 0
  bytes = 0

  add(chunk: Uint8Array): void {
    this.bytes += chunk.length
    if (this.#kept >= maxKeptBytes) return
    // A copy: whoever reads the chunk after us may use its memory again.
    const part = chunk.slice(0, maxKeptBytes - this.#kept)
    this.#chunks.push(part)
    this.#kept += part.length
  }

  /** Whether these bytes are what flowed by, whole. */
  isOf(bytes: Uint8Array): boolean {
    return (
      bytes.length === this.bytes && Buffer.compare(Buffer.concat(this.#chunks), bytes.subarray(0, this.#kept)) === 0
    )
  }

  toExcerpt(): BodyExcerpt {
    return BodyExcerpt.of(Buffer.concat(this.#chunks), this.bytes)
  }
}
