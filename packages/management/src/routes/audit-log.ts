import { AppError } from '@sluice/contracts'
import type { AuditRow, JsonObject } from '@sluice/platform'
import { defineRoute } from '../arm/define-route.ts'
import { type ServiceIdentity, serviceKey, toKey, toRelativePath, toServiceId } from '../arm/identity.ts'
import { readPage } from '../arm/paging.ts'

/** Every change to a service, newest first, with what was there before and after. Secrets are never among it. */
export const auditLog = defineRoute({
  path: '/auditLog',
  method: 'GET',
  access: 'administrator',
  summary: 'Lists who changed what and when, with the properties before and after.',
  async answer({ environment, service, url }) {
    const { searchParams: query } = url
    const { top } = readPage(query)
    const position = query.get('$skiptoken')
    if (position !== null && !/^\d{1,15}$/.test(position)) {
      throw new AppError('InvalidQueryParameter', { name: '$skiptoken', reason: `'${position}' is none of ours.` })
    }
    const rows = await environment.store.audit({
      below: keyOf(query.get('resource'), service),
      limit: top + 1,
      ...(position === null ? {} : { beforePosition: Number(position) }),
      ...(query.get('actor') ? { actor: query.get('actor') ?? '' } : {}),
      ...readTime(query, 'from'),
      ...readTime(query, 'to'),
    })
    const value = rows.slice(0, top).map((row) => toEntry(row, service))
    const last = rows[top - 1]
    if (rows.length <= top || last === undefined) return Response.json({ value })
    const next = new URL(url)
    next.searchParams.set('$skiptoken', String(last.position))
    return Response.json({ value, nextLink: next.toString() })
  },
})

function keyOf(resource: string | null, service: ServiceIdentity): string {
  if (resource === null || resource === '') return serviceKey(service.name)
  const path = toRelativePath(resource, service)
  if (path !== undefined) return path === '' ? serviceKey(service.name) : toKey(service.name, path)
  throw new AppError('InvalidQueryParameter', { name: 'resource', reason: 'it is in another service.' })
}

function readTime(query: URLSearchParams, name: 'from' | 'to'): Partial<Record<'from' | 'to', string>> {
  const text = query.get(name)
  if (text === null || text === '') return {}
  if (Number.isNaN(Date.parse(text))) {
    throw new AppError('InvalidQueryParameter', { name, reason: `'${text}' is no date and time.` })
  }
  return { [name]: new Date(text).toISOString() }
}

const actions = { create: 'Create', update: 'Update', delete: 'Delete' } as const

function toEntry(row: AuditRow, service: ServiceIdentity) {
  const path = row.after?.path ?? row.before?.path ?? row.key.slice(serviceKey(service.name).length)
  return {
    position: row.position,
    changeNumber: row.changeNumber,
    at: row.at,
    actor: row.actor,
    requestId: row.requestId ?? null,
    action: actions[row.action],
    resourceId: `${toServiceId(service)}${path}`,
    before: toProperties(row.before),
    after: toProperties(row.after),
  }
}

/** Links and the service's own document have no properties of their own, or more than these. */
const toProperties = (body: JsonObject | undefined) => body?.properties ?? body ?? null
