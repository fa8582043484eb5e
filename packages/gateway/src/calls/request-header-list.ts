import type { HeaderArray } from '@sluice/platform'
import { createHeaderList, type HeaderList } from '../pipeline/header-list.ts'

/**
 * The client's headers as policies see them. The client's own Host is the gateway's name and never goes on; the list
 * knows when a policy set another one, which does.
 */
export class RequestHeaderList implements HeaderList {
  readonly #list: HeaderList
  isHostChosen = false
  #written: string[] | undefined

  constructor(headers: HeaderArray) {
    this.#list = createHeaderList(headers)
  }

  get(name: string): string | undefined {
    return this.#list.get(name)
  }

  values(name: string): readonly string[] {
    return this.#list.values(name)
  }

  /** Names, in lower case, of fields that policies wrote: they speak for the publisher, the others for the client. */
  get written(): ReadonlySet<string> {
    return new Set(this.#written?.map((name) => name.toLowerCase()))
  }

  set(name: string, values: readonly string[]): void {
    this.#note(name)
    if (isHost(name)) this.isHostChosen = values.length > 0
    this.#list.set(name, values)
  }

  append(name: string, values: readonly string[]): void {
    this.#note(name)
    this.#list.append(name, values)
  }

  delete(name: string): void {
    if (isHost(name)) this.isHostChosen = false
    this.#list.delete(name)
  }

  toArray(): HeaderArray {
    return this.#list.toArray()
  }

  #note(name: string): void {
    // Names as they come: only calls of tools ask for them, and they make of it what they need.
    this.#written ??= []
    if (!this.#written.includes(name)) this.#written.push(name)
  }
}

const isHost = (name: string): boolean => name.length === 4 && name.toLowerCase() === 'host'
