import type { BodyFlow, BodySink, ResponseHead } from '../http.ts'

type Item = { readonly head: ResponseHead } | { readonly chunk: Uint8Array } | { readonly error: Error } | 'end'

interface QueueSink extends BodySink {
  onHead?(head: ResponseHead): void
}

/** A message on its way from a writer to a sink that may come later and may pause. Delivers in a later microtask. */
export class ChunkQueue implements BodyFlow {
  readonly #items: Item[] = []
  readonly #onCancel: () => void
  #sink: QueueSink | undefined
  #isPaused = false
  #isOver = false
  #isScheduled = false
  #onEmpty: (() => void) | undefined
  #wasHeld = false

  constructor(onCancel: () => void = () => {}) {
    this.#onCancel = onCancel
  }

  head(head: ResponseHead): void {
    this.#add({ head })
  }

  push(chunk: Uint8Array): void {
    this.#add({ chunk })
  }

  end(): void {
    this.#add('end')
  }

  /** What waits is dropped: a broken connection delivers nothing more. */
  fail(error: Error): void {
    this.#items.length = 0
    this.#add({ error })
  }

  /** True while something waits that a paused or missing sink has not taken; who is told so hears of `onEmpty`. */
  get isHeld(): boolean {
    this.#wasHeld = (this.#isPaused || this.#sink === undefined) && this.#items.length > 0
    return this.#wasHeld
  }

  /** Called each time the sink has caught up. */
  onEmpty(listener: () => void): void {
    this.#onEmpty = listener
  }

  /** @throws Error when it flows already */
  flow(sink: QueueSink): BodyFlow {
    if (this.#sink !== undefined) throw new Error('This body was already read.')
    this.#sink = sink
    this.#schedule()
    return this
  }

  pause(): void {
    this.#isPaused = true
  }

  resume(): void {
    this.#isPaused = false
    this.#schedule()
  }

  cancel(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#items.length = 0
    this.#onCancel()
  }

  #add(item: Item): void {
    if (this.#isOver) return
    this.#items.push(item)
    this.#schedule()
  }

  #schedule(): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    queueMicrotask(() => {
      this.#isScheduled = false
      this.#deliver()
    })
  }

  #deliver(): void {
    const sink = this.#sink
    while (sink !== undefined && !this.#isOver) {
      const item = this.#items[0]
      if (item === undefined || (this.#isPaused && (item === 'end' || 'chunk' in item))) break
      this.#items.shift()
      this.#hand(item, sink)
    }
    if (this.#items.length > 0 || this.#isPaused || !this.#wasHeld) return
    this.#wasHeld = false
    this.#onEmpty?.()
  }

  #hand(item: Item, sink: QueueSink): void {
    if (item === 'end') {
      this.#isOver = true
      sink.onEnd()
    } else if ('chunk' in item) {
      sink.onData(item.chunk)
    } else if ('head' in item) {
      sink.onHead?.(item.head)
    } else {
      this.#isOver = true
      sink.onError(item.error)
    }
  }
}
