import type { GroupProperties } from '@sluice/contracts'
import type { DocumentSource, StoreReader } from '@sluice/platform'
import { toBody, type ViewContext } from '../arm/define-resource.ts'
import { nameOf, toKey } from '../arm/identity.ts'
import { matchPath, parsePathPattern, splitPath } from '../arm/path-pattern.ts'
import { groups } from './groups.ts'

export type ExpandedGroups = ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>

/** Of what a list shows: the owners' names in lower case → their groups. */
interface GroupLinks {
  readonly from: DocumentSource
  /** Declared path of the association, and which of its identifiers names the owner. */
  readonly association: string
  readonly owner: 'userId' | 'productId'
}

/** Groups of several users or products with two queries; undefined unless `expandGroups=true` asks for them. */
export async function readExpandedGroups(
  { from, association, owner }: GroupLinks,
  reader: StoreReader,
  view: ViewContext,
): Promise<ExpandedGroups | undefined> {
  if (view.query.get('expandGroups') !== 'true') return undefined
  const links = await reader.find({
    from,
    where: { kind: 'compare', field: { kind: 'body', path: ['association'] }, operator: 'eq', value: association },
  })
  const documents = await reader.list(toKey(view.service.name, '/groups'))
  const shown = new Map(
    documents.map((document) => {
      const body = toBody<GroupProperties>(document)
      return [nameOf(document.key), groups.toView?.(body, view) ?? body.properties] as const
    }),
  )
  const expanded = new Map<string, Readonly<Record<string, unknown>>[]>()
  const pattern = parsePathPattern(association)
  for (const link of links.documents) {
    const named = matchPath(pattern, splitPath(toBody(link).path)) ?? {}
    const name = named[owner]?.toLowerCase() ?? ''
    const group = shown.get(named.groupId?.toLowerCase() ?? '')
    if (group !== undefined) expanded.set(name, [...(expanded.get(name) ?? []), group])
  }
  return expanded
}

/** The groups of one of them, for its view. */
export const groupsOf = (related: unknown, path: string) =>
  related === undefined ? {} : { groups: (related as ExpandedGroups).get(nameOf(path).toLowerCase()) ?? [] }
