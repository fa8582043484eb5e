import type { AuditQuery, AuditRow, JsonObject, StoredDocument } from './store.ts'

/** What a write adds to the audit; the rest of the row is the transaction's. */
export type AuditEntry = Pick<AuditRow, 'action' | 'key' | 'before' | 'after'>

export function auditEntry(before: StoredDocument | undefined, after: StoredDocument | undefined): AuditEntry {
  const [action, key] =
    after === undefined
      ? (['delete', before?.key ?? ''] as const)
      : ([before === undefined ? 'create' : 'update', after.key] as const)
  return { action, key, before: before && visibleBody(before.body), after: after && visibleBody(after.body) }
}

function visibleBody(body: JsonObject): JsonObject {
  if (!Object.hasOwn(body, 'hidden')) return body
  const { hidden: _, ...visible } = body
  return visible
}

/** The query with its times as rows have theirs. @throws RangeError when one is no time */
export function withRowTimes(query: AuditQuery): AuditQuery {
  const { from, to } = query
  return {
    ...query,
    ...(from === undefined ? {} : { from: new Date(from).toISOString() }),
    ...(to === undefined ? {} : { to: new Date(to).toISOString() }),
  }
}
