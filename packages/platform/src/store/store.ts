/**
 * Documents with entity tags, an audit trail and numbered changes. What `transact` resolved is on disk.
 * A key is a lower-cased path (`/services/contoso/apis/echo-api`), a collection the path of its list (`/services/contoso/apis`).
 */
export interface StoredDocument {
  readonly key: string
  readonly collection: string
  readonly body: JsonObject
  /** Opaque, without quotes; another one after every put. */
  readonly entityTag: string
  /** Grows with every document that is created: lists are in this order. */
  readonly ordinal: number
  /** Change number of the last put. */
  readonly changeNumber: number
}

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject
export interface JsonObject {
  readonly [name: string]: JsonValue | undefined
}

export interface StoreReader {
  get(key: string): Promise<StoredDocument | undefined>
  /** Documents of one collection in order of creation; `limit` and `offset` count documents. */
  list(collection: string, page?: { readonly offset?: number; readonly limit?: number }): Promise<StoredDocument[]>
  /** Documents whose key begins with `prefix + '/'`, in order of creation. */
  listBelow(prefix: string): Promise<StoredDocument[]>
  /** The document that was put with this value under this unique index, or with this value among its references. */
  findByIndex(index: string, value: string): Promise<StoredDocument[]>
}

export interface PutOptions {
  /** index name → value; a value stands once in the whole store. @throws AppError `StoreConflict` naming the index. */
  readonly unique?: Readonly<Record<string, string>>
  /** index name → value; any number of documents may share it. */
  readonly references?: Readonly<Record<string, string>>
}

export interface Transaction extends StoreReader {
  put(
    document: { readonly key: string; readonly collection: string; readonly body: JsonObject },
    options?: PutOptions,
  ): Promise<StoredDocument>
  /** True when it was there. Removes only this document, not those below it. */
  remove(key: string): Promise<boolean>
}

export interface ChangeAuthor {
  /** Subject of the token that asked for it, or the name of the part of the program. */
  readonly actor: string
  readonly requestId?: string
}

/** One committed transaction. */
export interface Change {
  readonly changeNumber: number
  readonly put: readonly StoredDocument[]
  readonly removed: readonly string[]
}

export interface AuditRow extends ChangeAuthor {
  readonly changeNumber: number
  /** ISO 8601, UTC. */
  readonly at: string
  readonly action: 'create' | 'update' | 'delete'
  readonly key: string
}

export interface Store extends StoreReader {
  /**
   * Runs `work` in one transaction; all of it is on disk when the promise resolves, none of it when it rejects.
   * A transaction that puts or removes takes the next change number; one that does neither takes none.
   * `work` may run again when the database asks for it, so it has no other effects.
   */
  transact<Result>(author: ChangeAuthor, work: (transaction: Transaction) => Promise<Result>): Promise<Result>
  /** All documents and the change number they are at, read as of one moment. */
  readAll(): Promise<{ readonly changeNumber: number; readonly documents: StoredDocument[] }>
  /** Committed changes after `changeNumber`, oldest first, at most `limit`; undefined when they are no longer kept. */
  changesAfter(changeNumber: number, limit: number): Promise<Change[] | undefined>
  /** Called after each commit by whatever process, with the newest change number; returns the way to stop. */
  onChange(listener: (changeNumber: number) => void): () => void
  audit(page: { readonly before?: number; readonly limit: number }): Promise<AuditRow[]>
  close(): Promise<void>
}
