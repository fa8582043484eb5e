import { decodeUrlText, foldCase } from './fold-case.ts'
import { getOrCreate } from './get-or-create.ts'
import { findQueryValue } from './query-string.ts'
import { findParameters, literalLength, shapeOfPattern, type TextPattern } from './text-pattern.ts'
import { maxSegmentLength, type QueryRequirement, type UrlTemplate } from './url-template.ts'

/** An operation as routing sees it; `target` is what a match gives back. */
export interface RoutedOperation<Target> {
  /** Upper case. */
  readonly method: string
  readonly template: UrlTemplate
  /** Older operations win between templates that are alike. */
  readonly ordinal: number
  readonly target: Target
}

export interface OperationTree<Target> {
  /**
   * @param path after the API's suffix: empty or beginning with `/`, not decoded
   * @param query with its `?`, or empty
   */
  match(method: string, path: string, query: string): Target | undefined
  /** Operations that no call can reach, because an older one has the same method, path and required query. */
  readonly hidden: readonly { readonly target: Target; readonly by: Target }[]
}

/**
 * Puts the operations of one API into one tree per method. At each segment, from left to right, a literal goes before
 * a literal mixed with parameters, that before a parameter, that before a wildcard; then the operation with more
 * required query parameters goes first, then the one that fixes more of their values, then the older one. Where the better branch leads nowhere, the next is tried.
 */
export function compileOperationTree<Target>(operations: readonly RoutedOperation<Target>[]): OperationTree<Target> {
  const roots = new Map<string, Branch<Target>>()
  const hidden: { target: Target; by: Target }[] = []
  for (const operation of operations.toSorted((a, b) => a.ordinal - b.ordinal)) {
    const by = insert(getOrCreate(roots, operation.method, createBranch<Target>), operation)
    if (by !== undefined) hidden.push({ target: operation.target, by })
  }
  return {
    hidden,
    match(method, path, query) {
      const root = roots.get(method)
      if (root === undefined || hasLongSegment(path)) return undefined
      return find(root, path, 1, query)
    },
  }
}

interface Branch<Target> {
  literals: Map<string, Branch<Target>> | undefined
  /** Most specific first. */
  mixed: { foldedLiterals: readonly string[]; branch: Branch<Target> }[] | undefined
  parameter: Branch<Target> | undefined
  /** Operations whose template ends here, most required query parameters first. */
  ends: Leaf<Target>[] | undefined
  /** The same for templates that end here with a wildcard. */
  wildcards: Leaf<Target>[] | undefined
}

interface Leaf<Target> {
  readonly query: readonly CompiledRequirement[]
  readonly queryShape: string
  /** Of how many query parameters the template says the value, or a part of it. */
  readonly fixedValues: number
  readonly target: Target
}

interface CompiledRequirement {
  readonly foldedName: string
  readonly isSatisfiedBy: (value: string) => boolean
}

const createBranch = <Target>(): Branch<Target> => ({
  literals: undefined,
  mixed: undefined,
  parameter: undefined,
  ends: undefined,
  wildcards: undefined,
})

/** @returns the older operation that has the same place, if there is one */
function insert<Target>(root: Branch<Target>, { template, target }: RoutedOperation<Target>): Target | undefined {
  let branch = root
  for (const pattern of template.segments) branch = childFor(branch, pattern)
  const queryShape = shapeOfQuery(template.query)
  const query = template.query.map(compileRequirement)
  const fixedValues = template.query.filter(({ value }) => value !== undefined && value.kind !== 'parameter').length
  const leaf = { query, queryShape, fixedValues, target }
  const place = template.rest === undefined ? 'ends' : 'wildcards'
  branch[place] ??= []
  const leaves = branch[place]
  const same = leaves.find((other) => other.queryShape === queryShape)
  if (same !== undefined) return same.target
  // Operations come oldest first and sorting keeps the order of equals.
  leaves.push(leaf)
  leaves.sort((a, b) => b.query.length - a.query.length || b.fixedValues - a.fixedValues)
  return undefined
}

function childFor<Target>(branch: Branch<Target>, pattern: TextPattern): Branch<Target> {
  if (pattern.kind === 'parameter') {
    branch.parameter ??= createBranch()
    return branch.parameter
  }
  if (pattern.kind === 'literal') {
    const key = foldCase(pattern.text)
    branch.literals ??= new Map()
    return getOrCreate(branch.literals, key, createBranch<Target>)
  }
  const foldedLiterals = pattern.literals.map(foldCase)
  branch.mixed ??= []
  const same = branch.mixed.find((other) => other.foldedLiterals.join('{}') === foldedLiterals.join('{}'))
  if (same !== undefined) return same.branch
  const child = createBranch<Target>()
  branch.mixed.push({ foldedLiterals, branch: child })
  branch.mixed.sort((a, b) => literalLength(b.foldedLiterals) - literalLength(a.foldedLiterals))
  return child
}

function find<Target>(branch: Branch<Target>, path: string, from: number, query: string): Target | undefined {
  if (from >= path.length) {
    return firstSatisfied(branch.ends, query) ?? firstSatisfied(branch.wildcards, query)
  }
  const slash = path.indexOf('/', from)
  const end = slash < 0 ? path.length : slash
  if (end > from) {
    const folded = foldCase(decodeUrlText(path.slice(from, end)))
    const next = end + 1
    const literal = branch.literals?.get(folded)
    if (literal !== undefined) {
      const found = find(literal, path, next, query)
      if (found !== undefined) return found
    }
    if (branch.mixed !== undefined) {
      for (const { foldedLiterals, branch: child } of branch.mixed) {
        if (findParameters(foldedLiterals, folded) === undefined) continue
        const found = find(child, path, next, query)
        if (found !== undefined) return found
      }
    }
    if (branch.parameter !== undefined) {
      const found = find(branch.parameter, path, next, query)
      if (found !== undefined) return found
    }
  }
  return firstSatisfied(branch.wildcards, query)
}

function firstSatisfied<Target>(leaves: Leaf<Target>[] | undefined, query: string): Target | undefined {
  if (leaves === undefined) return undefined
  for (const leaf of leaves) {
    if (isSatisfied(leaf.query, query)) return leaf.target
  }
  return undefined
}

function isSatisfied(requirements: readonly CompiledRequirement[], query: string): boolean {
  for (const requirement of requirements) {
    const value = findQueryValue(query, requirement.foldedName)
    if (value === undefined || !requirement.isSatisfiedBy(value)) return false
  }
  return true
}

function compileRequirement({ foldedName, value }: QueryRequirement): CompiledRequirement {
  return { foldedName, isSatisfiedBy: compileValue(value) }
}

function compileValue(pattern: TextPattern | undefined): (value: string) => boolean {
  // A parameter that is there without a value is there: only its name is asked for.
  if (pattern === undefined || pattern.kind === 'parameter') return () => true
  if (pattern.kind === 'literal') {
    const folded = foldCase(pattern.text)
    return (value) => foldCase(value) === folded
  }
  const foldedLiterals = pattern.literals.map(foldCase)
  return (value) => findParameters(foldedLiterals, foldCase(value)) !== undefined
}

const shapeOfQuery = (query: readonly QueryRequirement[]): string =>
  query
    .map(({ foldedName, value }) => `${foldedName}${value === undefined ? '{}' : shapeOfPattern(value)}`)
    .sort()
    .join('&')

function hasLongSegment(path: string): boolean {
  if (path.length <= maxSegmentLength) return false
  return path.split('/').some((segment) => segment.length > maxSegmentLength)
}
