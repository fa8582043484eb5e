import { serviceOperations } from '../services/service-operations.ts'
import { type FoundAnswer, findAnswer } from './find-answer.ts'
import { matchPath, parsePathPattern, splitPath } from './path-pattern.ts'

/** Whether an operation of the compatible service is served, or refused with a reason. */
export type OperationSupport = 'served' | { readonly reason: string }

const servicePath =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.ApiManagement\/service\/[^/]+(?=\/.)/i

/**
 * What this version does with an operation, as the routers would decide.
 * @param path with identifiers in braces, in full
 * @returns undefined where it would be told that there is no such path or method
 */
export function describeOperation(method: string, path: string): OperationSupport | undefined {
  const below = path.replace(servicePath, '')
  if (below === path) return describeServiceOperation(method, path)
  const found = findAnswer(below)
  if (found === undefined) return undefined
  if (found.kind === 'unsupported') return { reason: found.unsupported.reason }
  return methodsOf(found).includes(method) ? 'served' : undefined
}

function describeServiceOperation(method: string, path: string): OperationSupport | undefined {
  const segments = splitPath(path)
  const isMeant = (declared: string) => matchPath(parsePathPattern(declared), segments) !== undefined
  const found = serviceOperations.find((operation) => operation.methods.includes(method) && isMeant(operation.path))
  if (found === undefined) return undefined
  return found.reason === undefined ? 'served' : { reason: found.reason }
}

function methodsOf(found: Exclude<FoundAnswer, { kind: 'unsupported' }>): readonly string[] {
  switch (found.kind) {
    case 'routes':
      return found.routes.map(({ declaration }) => declaration.method)
    case 'association':
    case 'link':
      return ['HEAD', 'GET', 'PUT', 'DELETE']
    case 'item':
      return ['HEAD', 'GET', ...(found.resource.verbs ?? ['put', 'patch', 'delete']).map((verb) => verb.toUpperCase())]
    case 'action':
      return ['POST']
    case 'list':
    case 'members':
    case 'link-list':
    case 'query':
      return ['GET']
  }
}
