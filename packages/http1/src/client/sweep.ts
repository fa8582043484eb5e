/** Something that waits for no longer than a certain time. */
export interface Timed {
  /** Time of `performance.now`, ms; negative: so much from the next look on; 0: nothing is waited for. */
  deadline: number
  onDeadline(): void
}

const coarsestMs = 250
const finestMs = 10

/**
 * One timer for all that a client waits for: it looks from time to time whose time has passed, so that to wait costs
 * the writing of one number. Does not keep the process alive.
 */
export class Sweep {
  readonly #all = new Set<Timed>()
  #timer: NodeJS.Timeout | undefined
  readonly #usualMs: number
  #everyMs: number
  #lastAt = 0
  #wasLate = false

  /** @param shortestMs of the times that are always the same */
  constructor(shortestMs: number) {
    this.#usualMs = fittingMs(shortestMs)
    this.#everyMs = this.#usualMs
  }

  add(timed: Timed): void {
    this.#all.add(timed)
    if (this.#timer === undefined) this.#start()
  }

  remove(timed: Timed): void {
    this.#all.delete(timed)
  }

  /** Looks so often that a time of this length is kept to a quarter. */
  refine(ms: number): void {
    if (ms >= this.#everyMs * 4 || this.#everyMs === finestMs) return
    this.#everyMs = fittingMs(ms)
    if (this.#timer !== undefined) this.#start()
  }

  close(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #start(): void {
    clearInterval(this.#timer)
    this.#lastAt = performance.now()
    this.#timer = setInterval(() => this.#look(), this.#everyMs).unref()
  }

  #look(): void {
    const now = performance.now()
    const isLate = now - this.#lastAt > 2 * this.#everyMs + coarsestMs
    this.#lastAt = now
    // The thread was busy for long: what has come meanwhile is to be read first.
    this.#wasLate = isLate && !this.#wasLate
    if (this.#wasLate) return
    for (const timed of this.#all) {
      const { deadline } = timed
      if (deadline < 0) timed.deadline = now - deadline
      else if (deadline > 0 && deadline <= now) {
        timed.deadline = 0
        timed.onDeadline()
      }
    }
    if (this.#all.size > 0) return
    this.close()
    this.#everyMs = this.#usualMs
  }
}

const fittingMs = (ms: number): number => Math.min(coarsestMs, Math.max(finestMs, Math.floor(ms / 4)))
