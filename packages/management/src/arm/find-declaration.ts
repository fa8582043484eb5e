import { associations, links, resources } from '../resources/index.ts'
import { routes } from '../routes/index.ts'
import { unsupported } from '../routes/unsupported.ts'
import type { LinkDeclaration } from './define-link.ts'
import type { AssociationDeclaration, ResourceDeclaration } from './define-resource.ts'
import type { RouteDeclaration, UnsupportedRoutes } from './define-route.ts'
import { matchPath, type PathPattern, parsePathPattern, splitPath } from './path-pattern.ts'

/** What is declared at a path, with the identifiers that the path has for it. */
export interface Found<Declaration> {
  readonly declaration: Declaration
  readonly identifiers: Readonly<Record<string, string>>
}

type Search<Declaration> = (path: string) => Found<Declaration> | undefined

/** The resource type at a path below the service. */
export const findResource: Search<ResourceDeclaration> = createSearch(resources, ({ path }) => path)

/** The resource type at a path where the program itself says that there is one. */
export function declaredAt(path: string): ResourceDeclaration {
  const found = findResource(path)
  if (found === undefined) throw new Error(`No resource type is declared at ${path}.`)
  return found.declaration
}

/** The association at a path below the service. */
export const findAssociation: Search<AssociationDeclaration> = createSearch(associations, ({ path }) => path)

/** The resource type, or the first of several, that a list shows. */
export const findListedResource: Search<ResourceDeclaration> = createSearch(resources, ({ path }) => parentOf(path))

/** The association that a list of links is of. */
export const findListedAssociation: Search<AssociationDeclaration> = createSearch(associations, ({ path }) =>
  parentOf(path),
)

/** The link at a path below the service. */
export const findLink: Search<LinkDeclaration> = createSearch(links, ({ path }) => path)

/** The kind of links that a list shows. */
export const findListedLink: Search<LinkDeclaration> = createSearch(links, ({ path }) => parentOf(path))

/** Everything that answers by itself at a path, whatever the method. */
export function findRoutes(path: string): readonly Found<RouteDeclaration>[] {
  const segments = splitPath(path)
  return routePatterns.flatMap(({ declaration, pattern }) => {
    const identifiers = matchPath(pattern, segments)
    return identifiers === undefined ? [] : [{ declaration, identifiers }]
  })
}

const routePatterns = toPatterns(routes, ({ path }) => path)

/** What stands for the operations at or above a path that are not served. */
export function findUnsupported(path: string): UnsupportedRoutes | undefined {
  const segments = splitPath(path)
  return unsupportedPatterns.find(
    ({ pattern }) => matchPath(pattern, segments.slice(0, pattern.segments.length)) !== undefined,
  )?.declaration
}

const unsupportedPatterns = toPatterns(unsupported, ({ below }) => below)

/** Resource types whose names have other writings, with what a path must begin with. */
export const resourcesWithOtherNames = toPatterns(
  resources.filter(({ resolveName }) => resolveName !== undefined),
  ({ path }) => path,
)

function toPatterns<Declaration>(declarations: readonly Declaration[], pathOf: (declaration: Declaration) => string) {
  return declarations.map((declaration) => ({ declaration, pattern: parsePathPattern(pathOf(declaration)) }))
}

/** Patterns by their number of segments: most paths are compared with a few of them only. */
function createSearch<Declaration>(
  declarations: readonly Declaration[],
  pathOf: (declaration: Declaration) => string,
): Search<Declaration> {
  const byLength = new Map<number, { declaration: Declaration; pattern: PathPattern }[]>()
  for (const entry of toPatterns(declarations, pathOf)) {
    const { length } = entry.pattern.segments
    byLength.set(length, [...(byLength.get(length) ?? []), entry])
  }
  return (path) => {
    const segments = splitPath(path)
    for (const { declaration, pattern } of byLength.get(segments.length) ?? []) {
      const identifiers = matchPath(pattern, segments)
      if (identifiers !== undefined) return { declaration, identifiers }
    }
    return undefined
  }
}

/** A path without its last segment. */
function parentOf(path: string): string {
  return `/${splitPath(path).slice(0, -1).join('/')}`
}
