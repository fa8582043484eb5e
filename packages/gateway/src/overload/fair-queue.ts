import { Deque } from './deque.ts'

/** Who shares with others: whatever is the same for all of one flow. */
export type FlowKey = object | string

interface Flow<Item> {
  readonly key: FlowKey
  readonly items: Deque<Item>
}

/** Waiting items of several flows: one of each flow in turn, within a flow in the order of arrival. */
export class FairQueue<Item> {
  readonly #flowByKey = new Map<FlowKey, Flow<Item>>()
  /** Each flow that has an item, once. */
  readonly #turns = new Deque<Flow<Item>>()
  #size = 0

  get size(): number {
    return this.#size
  }

  /**
   * How many items at most are taken before one that this flow would be given now: no flow gets two turns while
   * another one waits for its first.
   */
  aheadOf(key: FlowKey): number {
    const own = this.#flowByKey.get(key)?.items.size ?? 0
    const flows = own === 0 ? this.#turns.size + 1 : this.#turns.size
    return Math.min(this.#size, (own + 1) * flows - 1)
  }

  push(key: FlowKey, item: Item): void {
    const known = this.#flowByKey.get(key)
    this.#size += 1
    if (known !== undefined) {
      known.items.push(item)
      return
    }
    const flow = { key, items: new Deque<Item>() }
    flow.items.push(item)
    this.#flowByKey.set(key, flow)
    this.#turns.push(flow)
  }

  /** The next one in turn. */
  shift(): Item | undefined {
    const flow = this.#turns.shift()
    if (flow === undefined) return undefined
    const item = flow.items.shift()
    this.#size -= 1
    if (flow.items.size > 0) this.#turns.push(flow)
    else this.#flowByKey.delete(flow.key)
    return item
  }
}
