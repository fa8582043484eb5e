import type { NamedValueInSnapshot, SnapshotEntryOf } from '@sluice/contracts'
import type { Log } from '@sluice/platform'
import {
  type FragmentReading,
  fragmentKey,
  namedValueKey,
  type PolicyDefinitions,
  type PolicyUses,
  parseFragment,
} from '@sluice/policy-language'
import { getOrCreate } from '../routing/get-or-create.ts'
import { openJson } from './open-json.ts'

/** Opens what management sealed. @throws Error when it was sealed under another key or for another purpose */
export type OpenSecret = (sealed: string, purpose: string) => string

/** A document or backend, which must be read anew when something it uses changes. */
export interface DefinitionUser {
  touch(): void
}

/** Named values and policy fragments of one instance while changes come in, and which documents use which. */
export class DefinitionDrafts implements PolicyDefinitions {
  readonly #openSecret: OpenSecret
  readonly #log: Log
  readonly #namedValues = new Map<string, string>()
  readonly #fragments = new Map<string, FragmentReading>()
  readonly #entries = new Map<string, SnapshotEntryOf<'namedValue'>>()
  readonly #usersOfValue = new Map<string, Set<DefinitionUser>>()
  readonly #usersOfFragment = new Map<string, Set<DefinitionUser>>()

  constructor(openSecret: OpenSecret, log: Log) {
    this.#openSecret = openSecret
    this.#log = log
  }

  get namedValues(): ReadonlyMap<string, string> {
    return this.#namedValues
  }

  /** Those that were sealed. */
  secretValues(): readonly string[] {
    const secret = [...this.#entries.values()].filter(({ properties }) => 'sealedValue' in properties)
    return secret.flatMap(({ properties }) => this.#namedValues.get(namedValueKey(properties.displayName)) ?? [])
  }

  readonly findFragment = (key: string): FragmentReading | undefined => this.#fragments.get(key)

  setNamedValue(id: string, entry: SnapshotEntryOf<'namedValue'> | undefined): void {
    const before = this.#entries.get(id)
    if (entry === undefined) this.#entries.delete(id)
    else this.#entries.set(id, entry)
    const names = [before, entry].flatMap((one) =>
      one === undefined ? [] : [namedValueKey(one.properties.displayName)],
    )
    for (const name of new Set(names)) this.#valueChanged(name, entry)
  }

  setFragment(name: string, entry: SnapshotEntryOf<'policyFragment'> | undefined): void {
    const key = fragmentKey(name)
    if (entry === undefined) this.#fragments.delete(key)
    else this.#fragments.set(key, parseFragment(entry.properties))
    touchAll(this.#usersOfFragment.get(key))
  }

  /** From now on the document is told when any of these changes. */
  follow(user: DefinitionUser, { namedValues, fragments }: PolicyUses): void {
    for (const name of namedValues) getOrCreate(this.#usersOfValue, name, () => new Set<DefinitionUser>()).add(user)
    for (const key of fragments) getOrCreate(this.#usersOfFragment, key, () => new Set<DefinitionUser>()).add(user)
  }

  unfollow(user: DefinitionUser, { namedValues, fragments }: PolicyUses): void {
    for (const name of namedValues) leave(this.#usersOfValue, name, user)
    for (const key of fragments) leave(this.#usersOfFragment, key, user)
  }

  /** @param entry that was just put, which mostly is the one that has the name */
  #valueChanged(name: string, entry: SnapshotEntryOf<'namedValue'> | undefined): void {
    const hasName = (one: SnapshotEntryOf<'namedValue'>) => namedValueKey(one.properties.displayName) === name
    const holder = entry !== undefined && hasName(entry) ? entry : this.#entries.values().find(hasName)
    const value = holder && this.#read(holder)
    if (value === undefined) this.#namedValues.delete(name)
    else this.#namedValues.set(name, value)
    touchAll(this.#usersOfValue.get(name))
  }

  #read({ id, properties }: SnapshotEntryOf<'namedValue'>): string | undefined {
    const secret: NamedValueInSnapshot = properties
    if ('value' in secret) return secret.value
    try {
      return String(openJson(this.#openSecret, secret.sealedValue, `${id}#value`))
    } catch (error) {
      this.#log.error('A secret named value cannot be opened; documents that use it stay as they were.', { id, error })
      return undefined
    }
  }
}

function touchAll(users: ReadonlySet<DefinitionUser> | undefined): void {
  // A copy: who is touched may follow something else.
  if (users !== undefined) for (const user of [...users]) user.touch()
}

function leave(users: Map<string, Set<DefinitionUser>>, key: string, user: DefinitionUser): void {
  const left = users.get(key)
  left?.delete(user)
  if (left?.size === 0) users.delete(key)
}
