/** A declared path such as `/products/{productId}/apis/{apiId}`, taken apart. */
export interface PathPattern {
  readonly segments: readonly ({ readonly literal: string } | { readonly identifier: string })[]
}

export const parsePathPattern = (path: string): PathPattern => ({
  segments: splitPath(path).map((segment) =>
    segment.startsWith('{') ? { identifier: segment.slice(1, -1) } : { literal: segment.toLowerCase() },
  ),
})

export const splitPath = (path: string): string[] => path.split('/').filter((segment) => segment !== '')

/** Identifiers by name when the segments have this form (literals in any case), else undefined. */
export function matchPath(pattern: PathPattern, segments: readonly string[]): Record<string, string> | undefined {
  if (pattern.segments.length !== segments.length) return undefined
  const identifiers: Record<string, string> = {}
  for (const [index, expected] of pattern.segments.entries()) {
    const segment = segments[index] as string
    if ('identifier' in expected) identifiers[expected.identifier] = segment
    else if (segment.toLowerCase() !== expected.literal) return undefined
  }
  return identifiers
}

/** A concrete path of a declared one. */
export const fillPath = (path: string, identifiers: Readonly<Record<string, string>>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => identifiers[name] ?? '')
