const compactFrom = 1_024

/** First in, first out, both at the cost of one step. */
export class Deque<Item> {
  #items: (Item | undefined)[] = []
  #from = 0

  get size(): number {
    return this.#items.length - this.#from
  }

  push(item: Item): void {
    this.#items.push(item)
  }

  shift(): Item | undefined {
    const item = this.#items[this.#from]
    if (this.#from < this.#items.length) {
      // What was taken must not be kept alive.
      this.#items[this.#from] = undefined
      this.#from += 1
    }
    if (this.#from === this.#items.length) {
      this.#items = []
      this.#from = 0
    } else if (this.#from >= compactFrom && this.#from * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#from)
      this.#from = 0
    }
    return item
  }
}
