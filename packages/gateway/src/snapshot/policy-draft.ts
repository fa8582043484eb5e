import type { SnapshotEntryOf } from '@sluice/contracts'
import type { PolicyScope, PolicyUses, ScopedDocument } from '@sluice/policy-language'
import type { DefinitionDrafts, DefinitionUser } from './definition-drafts.ts'
import type { PolicyEngine } from './policy-engine.ts'

/** What documents are read with. */
export interface PolicyReader {
  readonly engine: PolicyEngine
  readonly definitions: DefinitionDrafts
}

/** The document of one scope while changes come in; read when it is asked for, and again when what it uses changed. */
export class PolicyDraft implements DefinitionUser {
  readonly #reader: PolicyReader
  readonly #place: { readonly scope: PolicyScope; readonly scopeId: string }
  readonly #onTouched: () => void
  #entry: SnapshotEntryOf<'policy'> | undefined
  #uses: PolicyUses | undefined
  #document: ScopedDocument | undefined
  #isStale = false

  /** @param onTouched is told that `document` will be another one */
  constructor(
    reader: PolicyReader,
    place: { readonly scope: PolicyScope; readonly scopeId: string },
    onTouched: () => void,
  ) {
    this.#reader = reader
    this.#place = place
    this.#onTouched = onTouched
  }

  get isWritten(): boolean {
    return this.#entry !== undefined
  }

  set entry(entry: SnapshotEntryOf<'policy'> | undefined) {
    this.#entry = entry
    if (entry === undefined) this.#leave()
    this.touch()
  }

  touch(): void {
    this.#isStale = true
    this.#onTouched()
  }

  get document(): ScopedDocument {
    if (this.#document !== undefined && !this.#isStale) return this.#document
    const { engine, definitions } = this.#reader
    this.#leave()
    const { document, uses } = engine.readDocument(this.#entry?.properties, this.#place, this.#document, definitions)
    definitions.follow(this, uses)
    this.#uses = uses
    this.#document = document
    this.#isStale = false
    return document
  }

  #leave(): void {
    if (this.#uses !== undefined) this.#reader.definitions.unfollow(this, this.#uses)
    this.#uses = undefined
  }
}
