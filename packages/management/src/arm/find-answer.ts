import { actionsOf } from './actions.ts'
import type { LinkDeclaration } from './define-link.ts'
import type { AssociationDeclaration, ResourceAction, ResourceDeclaration, ResourceQuery } from './define-resource.ts'
import type { RouteDeclaration, UnsupportedRoutes } from './define-route.ts'
import {
  type Found,
  findAssociation,
  findLink,
  findListedAssociation,
  findListedLink,
  findListedResource,
  findResource,
  findRoutes,
  findUnsupported,
} from './find-declaration.ts'
import { splitPath } from './path-pattern.ts'
import { parentOf } from './resource-request.ts'

/** What answers at a path below the service. */
export type FoundAnswer =
  | { readonly kind: 'routes'; readonly routes: readonly Found<RouteDeclaration>[] }
  | { readonly kind: 'association'; readonly association: Found<AssociationDeclaration> }
  | { readonly kind: 'item'; readonly resource: ResourceDeclaration }
  | { readonly kind: 'list'; readonly resource: ResourceDeclaration }
  | { readonly kind: 'members'; readonly association: AssociationDeclaration }
  | { readonly kind: 'link'; readonly link: Found<LinkDeclaration> }
  | { readonly kind: 'link-list'; readonly link: Found<LinkDeclaration> }
  | { readonly kind: 'action'; readonly owner: ResourceDeclaration; readonly action: ResourceAction }
  | { readonly kind: 'query'; readonly query: ResourceQuery }
  | { readonly kind: 'unsupported'; readonly unsupported: UnsupportedRoutes }

/** Undefined = nothing does, and nothing says why not. */
export function findAnswer(path: string): FoundAnswer | undefined {
  const routes = findRoutes(path)
  if (routes.length > 0) return { kind: 'routes', routes }
  const association = findAssociation(path)
  if (association !== undefined) return { kind: 'association', association }
  const item = findResource(path)
  if (item !== undefined) return { kind: 'item', resource: item.declaration }
  const list = findListedResource(path)
  if (list !== undefined) return { kind: 'list', resource: list.declaration }
  const members = findListedAssociation(path)
  if (members !== undefined) return { kind: 'members', association: members.declaration }
  const link = findLink(path)
  if (link !== undefined) return { kind: 'link', link }
  const linkList = findListedLink(path)
  if (linkList !== undefined) return { kind: 'link-list', link: linkList }
  const owner = findResource(parentOf(path))?.declaration
  const last = splitPath(path).at(-1)?.toLowerCase()
  const named = <Unit>(units: Readonly<Record<string, Unit>> = {}) =>
    Object.entries(units).find(([name]) => name.toLowerCase() === last)?.[1]
  const action = owner && named(actionsOf(owner))
  if (owner !== undefined && action !== undefined) return { kind: 'action', owner, action }
  const query = named(owner?.queries)
  if (query !== undefined) return { kind: 'query', query }
  const unsupported = findUnsupported(path)
  return unsupported && { kind: 'unsupported', unsupported }
}
