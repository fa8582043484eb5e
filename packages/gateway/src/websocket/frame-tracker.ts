const closeOpcode = 8
/** Two bytes, up to eight of a longer length, four of the mask. */
const maxHeadBytes = 14

/**
 * Follows the frames of one direction without looking into them: where one ends another can be put in.
 * @see RFC 6455, 5.2
 */
export class FrameTracker {
  readonly #head = new Uint8Array(maxHeadBytes)
  #headBytes = 0
  /** Of the payload of the frame that is passing. */
  #bytesLeft = 0
  #isClose = false
  #hasClosed = false

  /** Between two frames. */
  get isAtBoundary(): boolean {
    return this.#headBytes === 0 && this.#bytesLeft === 0
  }

  /** A Close frame has passed whole: this direction says nothing more. */
  get hasClosed(): boolean {
    return this.#hasClosed
  }

  /**
   * Takes note of what passes.
   * @param stopsAtBoundary whether to go no further than the end of the frame that is passing
   * @returns how many bytes of the chunk were taken
   */
  feed(chunk: Uint8Array, stopsAtBoundary = false): number {
    let at = 0
    while (at < chunk.length) {
      if (stopsAtBoundary && this.isAtBoundary) return at
      if (this.#bytesLeft > 0) {
        const taken = Math.min(this.#bytesLeft, chunk.length - at)
        this.#bytesLeft -= taken
        at += taken
        if (this.#bytesLeft === 0) this.#endFrame()
        continue
      }
      this.#head[this.#headBytes++] = chunk[at++] as number
      if (this.#headBytes === headLength(this.#head, this.#headBytes)) this.#beginPayload()
    }
    return at
  }

  #beginPayload(): void {
    this.#isClose = ((this.#head[0] as number) & 15) === closeOpcode
    this.#bytesLeft = payloadLength(this.#head)
    this.#headBytes = 0
    if (this.#bytesLeft === 0) this.#endFrame()
  }

  #endFrame(): void {
    if (this.#isClose) this.#hasClosed = true
    this.#isClose = false
  }
}

/** Of the head whose first bytes are known; more than are known while that is not clear yet. */
function headLength(head: Uint8Array, known: number): number {
  if (known < 2) return 2
  const second = head[1] as number
  const lengthBytes = (second & 127) === 126 ? 2 : (second & 127) === 127 ? 8 : 0
  return 2 + lengthBytes + ((second & 128) === 0 ? 0 : 4)
}

function payloadLength(head: Uint8Array): number {
  const short = (head[1] as number) & 127
  if (short < 126) return short
  const end = short === 126 ? 4 : 10
  let length = 0
  for (let at = 2; at < end; at++) length = length * 256 + (head[at] as number)
  return length
}
