import type { PolicyExpressionSyntax } from '../syntax/parse-csharp.ts'

/**
 * Names that a lambda or local function mentions and does not declare itself, or gets by reference: variables of these
 * names are seen from more than one function. A name may be in the set without need; then its variable is only a little slower.
 */
export function capturedNames(syntax: PolicyExpressionSyntax): ReadonlySet<string> {
  const captured = new Set<string>()
  collect(syntax, new Set(), new Set(), captured)
  return captured
}

type Node = Readonly<Record<string, unknown>>

const isByReference = ({ mode }: Node): boolean => mode === 'out' || mode === 'ref'

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

/** Puts names that are mentioned and declared in this function into the sets; lambdas inside are functions of their own. */
function collect(value: unknown, mentioned: Set<string>, declared: Set<string>, captured: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, mentioned, declared, captured)
    return
  }
  if (!isNode(value)) return
  switch (value.kind) {
    case 'name':
      mentioned.add(String(value.name))
      return
    case 'lambda':
    case 'localFunction': {
      if (value.kind === 'localFunction') declared.add(String(value.name))
      const inner = new Set<string>()
      const own = new Set<string>()
      for (const parameter of value.parameters as readonly Node[]) {
        own.add(String(parameter.name))
        if (isByReference(parameter)) captured.add(String(parameter.name))
        for (const held of (parameter.holds as readonly string[] | undefined) ?? []) own.add(held)
      }
      collect(value.body, inner, own, captured)
      for (const name of inner) {
        if (own.has(name)) continue
        captured.add(name)
        mentioned.add(name)
      }
      // A local function may be called from another, or from itself.
      if (value.kind === 'localFunction') captured.add(String(value.name))
      return
    }
    case 'call': {
      const { target } = value
      if (!isNode(target) || target.kind !== 'name') break
      // A local function writes to the variable itself.
      for (const argument of value.args as readonly Node[]) {
        if (isByReference(argument) && isNode(argument.value)) captured.add(String(argument.value.name))
      }
      break
    }
    case 'local':
      for (const { name } of value.variables as readonly Node[]) declared.add(String(name))
      break
    case 'foreach':
    case 'declaration':
    case 'var':
    case 'type':
    case 'new':
      if (typeof value.name === 'string') declared.add(value.name)
      break
    case 'try':
      for (const { name } of value.catches as readonly Node[]) if (typeof name === 'string') declared.add(name)
  }
  for (const child of Object.values(value)) collect(child, mentioned, declared, captured)
}
