import type { DocumentQuery, FoundDocuments } from './document-query.ts'

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
  /** One page of the documents that a condition holds for, and how many there are in all. */
  find(query: DocumentQuery): Promise<FoundDocuments>
}

export interface WriteOptions {
  /** False for bookkeeping such as queues and sessions: a change like any other, but no row in the audit. Default true. */
  readonly isAudited?: boolean
}

export interface PutOptions extends WriteOptions {
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
  remove(key: string, options?: WriteOptions): Promise<boolean>
  /** Removes the documents whose key begins with `prefix + '/'`. @returns their keys, in order of creation */
  removeBelow(prefix: string, options?: WriteOptions): Promise<string[]>
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
  /** Grows with every row. */
  readonly position: number
  readonly changeNumber: number
  /** ISO 8601, UTC. */
  readonly at: string
  readonly action: 'create' | 'update' | 'delete'
  readonly key: string
  /** The body before the action, without its member `hidden`; undefined for a `create`, and in rows of older programs. */
  readonly before: JsonObject | undefined
  /** The body after the action, without its member `hidden`; undefined for a `delete`. */
  readonly after: JsonObject | undefined
}

export interface AuditQuery {
  /** Only rows of changes before this one. */
  readonly before?: number
  /** Only rows before the one at this position: the way to the next page, also within one change. */
  readonly beforePosition?: number
  readonly limit: number
  /** Only rows of the document with this key, and of those below it. */
  readonly below?: string
  readonly actor?: string
  /** ISO 8601; only rows of this moment and later. */
  readonly from?: string
  /** ISO 8601; only rows of earlier moments. */
  readonly to?: string
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
  /** Who did what, newest first. @throws RangeError when `from` or `to` is no time */
  audit(query: AuditQuery): Promise<AuditRow[]>
  close(): Promise<void>
}
