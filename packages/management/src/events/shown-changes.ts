import type { ChangeEvent, Role } from '@sluice/contracts'
import type { AuditRow } from '@sluice/platform'
import { allows } from '../access/roles.ts'
import { defaultAccess } from '../arm/define-resource.ts'
import { findAssociation, findLink, findResource } from '../arm/find-declaration.ts'
import { type ServiceIdentity, serviceKey, toServiceId } from '../arm/identity.ts'
import { toEventText } from './event-stream.ts'

/** Path below the service, as it was created; undefined = the row is of another service, or of none. */
export function pathIn(row: AuditRow, service: string): string | undefined {
  const key = serviceKey(service)
  if (row.key === key) return ''
  if (!row.key.startsWith(`${key}/`)) return undefined
  const path = row.after?.path ?? row.before?.path
  return typeof path === 'string' ? path : row.key.slice(key.length)
}

/** Who may read what is at a path; undefined = it is nothing that has an address. */
function readerOf(path: string): Role | undefined {
  if (path === '') return defaultAccess.read
  const declaration = (findResource(path) ?? findAssociation(path) ?? findLink(path))?.declaration
  return declaration && (declaration.access ?? defaultAccess).read
}

/** One row as everybody who may see it is told it: made once for all of them. */
const shownRows = new WeakMap<AuditRow, { readonly reader: Role | undefined; readonly event: ChangeEvent }>()

function showRow(row: AuditRow, path: string, service: ServiceIdentity) {
  const known = shownRows.get(row)
  if (known !== undefined) return known
  const { changeNumber, action, actor, at } = row
  const event: ChangeEvent = { changeNumber, resourceId: `${toServiceId(service)}${path}`, action, actor, at }
  const shown = { reader: readerOf(path), event }
  shownRows.set(row, shown)
  return shown
}

/**
 * Rows as the events of one service that somebody of this role may see. The last of each change has its number as id:
 * whoever comes again in the middle of one gets all of it again.
 */
export function toChangeEvents(rows: readonly AuditRow[], service: ServiceIdentity, role: Role | undefined): string[] {
  const events = rows.flatMap((row) => {
    const path = pathIn(row, service.name)
    if (path === undefined) return []
    const { reader, event } = showRow(row, path, service)
    return reader !== undefined && allows(role, reader) ? [event] : []
  })
  return events.map((event, index) => {
    const isLast = events[index + 1]?.changeNumber !== event.changeNumber
    return toEventText('change', event, isLast ? event.changeNumber : undefined)
  })
}
