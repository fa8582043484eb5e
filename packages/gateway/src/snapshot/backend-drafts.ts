import type { BackendCredentials, SnapshotEntryOf } from '@sluice/contracts'
import type { Clock, Log } from '@sluice/platform'
import type { ChosenBackend } from '../backends/backend-member.ts'
import { compileCircuitBreaker } from '../backends/circuit-breaker.ts'
import { compilePool, compileSingle, type SingleBackend } from '../backends/compile-backend.ts'
import type { Circuits } from '../counters/circuits.ts'
import type { OpenSecret } from './definition-drafts.ts'
import { nameInReference } from './resource-path.ts'

interface BackendSurroundings {
  readonly log: Log
  readonly clock: Clock
  readonly openSecret: OpenSecret
  readonly circuits: Circuits
}

/** The backends of one instance while changes come in. */
export class BackendDrafts {
  readonly #around: BackendSurroundings
  readonly #entries = new Map<string, SnapshotEntryOf<'backend'>>()
  readonly #singles = new Map<string, SingleBackend>()
  #compiled: ReadonlyMap<string, ChosenBackend> | undefined

  constructor(around: BackendSurroundings) {
    this.#around = around
  }

  set(name: string, entry: SnapshotEntryOf<'backend'> | undefined): void {
    this.#compiled = undefined
    this.#singles.delete(name)
    if (entry === undefined) {
      this.#entries.delete(name)
      return
    }
    this.#entries.set(name, entry)
    const single = this.#compileSingle(name, entry)
    if (single !== undefined) this.#singles.set(name, single)
  }

  /** @returns the same map as before when nothing changed */
  compile(): ReadonlyMap<string, ChosenBackend> {
    if (this.#compiled !== undefined) return this.#compiled
    const compiled = new Map<string, ChosenBackend>(this.#singles)
    for (const [name, { properties }] of this.#entries) {
      if (properties.type !== 'Pool') continue
      const services = (properties.pool?.services ?? []).flatMap(({ id, weight, priority }) => {
        const backend = this.#singles.get(nameInReference(id) ?? '')
        return backend === undefined ? [] : [{ backend, weight: weight ?? 1, priority: priority ?? 0 }]
      })
      compiled.set(name, compilePool(name, services))
    }
    this.#compiled = compiled
    return compiled
  }

  #compileSingle(name: string, { id, properties }: SnapshotEntryOf<'backend'>): SingleBackend | undefined {
    const { url, sealedCredentials, circuitBreaker } = properties
    if (properties.type === 'Pool' || !url) return undefined
    const { log, clock, openSecret, circuits } = this.#around
    const breaker = compileCircuitBreaker(id, circuitBreaker?.rules ?? [], { circuits, now: clock.now })
    try {
      const sealed = sealedCredentials ?? ''
      const credentials =
        sealed === '' ? {} : (JSON.parse(openSecret(sealed, `${id}#credentials`)) as BackendCredentials)
      return compileSingle(name, { ...properties, url }, credentials, breaker)
    } catch (error) {
      // Without its credentials it would be asked in vain, or shown as somebody else.
      log.error('The credentials of a backend cannot be opened; calls to it fail.', { id, error })
      return undefined
    }
  }
}
