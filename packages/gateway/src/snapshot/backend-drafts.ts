import type { BackendCredentials, SnapshotEntryOf } from '@sluice/contracts'
import type { Clock, Log } from '@sluice/platform'
import { findNamesInData, type PolicyUses, resolveNamesInData } from '@sluice/policy-language'
import type { ChosenBackend } from '../backends/backend-member.ts'
import { compileCircuitBreaker } from '../backends/circuit-breaker.ts'
import { compilePool, compileSingle, type SingleBackend } from '../backends/compile-backend.ts'
import type { Circuits } from '../counters/circuits.ts'
import type { DefinitionDrafts, DefinitionUser, OpenSecret } from './definition-drafts.ts'
import { openJson } from './open-json.ts'
import { nameInReference } from './resource-path.ts'

interface BackendSurroundings {
  readonly log: Log
  readonly clock: Clock
  readonly openSecret: OpenSecret
  readonly circuits: Circuits
  readonly definitions: DefinitionDrafts
}

/** One backend while changes come in. */
interface BackendDraft extends DefinitionUser {
  readonly entry: SnapshotEntryOf<'backend'>
  uses: PolicyUses | undefined
  /** Undefined also for a pool, and for one that cannot be used. */
  single: SingleBackend | undefined
  isStale: boolean
}

/** The backends of one instance while changes come in; read when they are asked for, as named values may come later. */
export class BackendDrafts {
  readonly #around: BackendSurroundings
  readonly #drafts = new Map<string, BackendDraft>()
  #compiled: ReadonlyMap<string, ChosenBackend> | undefined

  constructor(around: BackendSurroundings) {
    this.#around = around
  }

  set(name: string, entry: SnapshotEntryOf<'backend'> | undefined): void {
    this.#compiled = undefined
    const before = this.#drafts.get(name)
    if (before !== undefined) this.#leave(before)
    if (entry === undefined) {
      this.#drafts.delete(name)
      return
    }
    const draft: BackendDraft = {
      entry,
      uses: undefined,
      single: undefined,
      isStale: true,
      touch: () => {
        draft.isStale = true
        this.#compiled = undefined
      },
    }
    this.#drafts.set(name, draft)
  }

  /** @returns the same map as before when nothing changed */
  compile(): ReadonlyMap<string, ChosenBackend> {
    if (this.#compiled !== undefined) return this.#compiled
    const compiled = new Map<string, ChosenBackend>()
    for (const [name, draft] of this.#drafts) {
      if (draft.isStale) {
        draft.isStale = false
        draft.single = this.#compileSingle(name, draft)
      }
      if (draft.single !== undefined) compiled.set(name, draft.single)
    }
    for (const [name, { entry }] of this.#drafts) {
      if (entry.properties.type !== 'Pool') continue
      const services = (entry.properties.pool?.services ?? []).flatMap(({ id, weight, priority }) => {
        const backend = this.#drafts.get(nameInReference(id) ?? '')?.single
        return backend === undefined ? [] : [{ backend, weight: weight ?? 1, priority: priority ?? 0 }]
      })
      compiled.set(name, compilePool(name, services))
    }
    this.#compiled = compiled
    return compiled
  }

  #compileSingle(name: string, draft: BackendDraft): SingleBackend | undefined {
    const { id, properties } = draft.entry
    const { url: writtenUrl, sealedCredentials, circuitBreaker } = properties
    if (properties.type === 'Pool' || !writtenUrl) return undefined
    const { log, clock, openSecret, circuits } = this.#around
    const breaker = compileCircuitBreaker(id, circuitBreaker?.rules ?? [], { circuits, now: clock.now })
    try {
      const written = sealedCredentials ? openJson(openSecret, sealedCredentials, `${id}#credentials`) : {}
      const { url, credentials } = this.#resolve(draft, {
        url: writtenUrl,
        credentials: written as BackendCredentials,
      })
      // Said here, and not by the call that fails, because there the whole address would be shown.
      if (url !== writtenUrl && !URL.canParse(url)) throw new Error('With its named values, its url is no address.')
      return compileSingle(name, { ...properties, url }, credentials, breaker)
    } catch (error) {
      // Without its credentials it would be asked in vain, or shown as somebody else.
      log.error('A backend cannot be used; calls to it fail.', { id, error })
      return undefined
    }
  }

  /** @throws Error when it refers to a named value that is not there */
  #resolve<Written extends { readonly url: string; readonly credentials: BackendCredentials }>(
    draft: BackendDraft,
    written: Written,
  ): Written {
    const { definitions } = this.#around
    const names = findNamesInData(written)
    this.#leave(draft)
    if (names.size === 0) return written
    draft.uses = { namedValues: new Set(names.keys()), fragments: new Set() }
    definitions.follow(draft, draft.uses)
    const unknown = [...names].filter(([key]) => !definitions.namedValues.has(key)).map(([, name]) => name)
    if (unknown.length > 0) throw new Error(`Named values that it needs do not exist: ${unknown.join(', ')}.`)
    return resolveNamesInData(written, definitions.namedValues)
  }

  #leave(draft: BackendDraft): void {
    if (draft.uses !== undefined) this.#around.definitions.unfollow(draft, draft.uses)
    draft.uses = undefined
  }
}
