import type { Fault } from '@sluice/contracts'
import {
  checkFragmentStatements,
  checkPolicyDocument,
  type FragmentText,
  inOrder,
  type PolicyCatalogue,
  type PolicyDefinitions,
  type PolicyFormat,
  type PolicyReading,
  type PolicyScope,
  type PolicyUses,
  parseFragment,
  parsePolicyDocument,
  readDefinitions,
  resolveDocument,
  resolveFragment,
  type StoredDefinitions,
  usesOf,
} from '@sluice/policy-language'
import { checkExpression } from '@sluice/policy-language/expression'
import { policies } from '../policies/index.ts'
import type { ExpressionCompiler } from './expressions.ts'

/** All policies of this gateway, as data, for checking, documentation and editor forms. */
export const policyCatalogue: PolicyCatalogue = Object.freeze(
  Object.fromEntries(Object.entries(policies).map(([name, { declaration }]) => [name, declaration])),
)

export interface ResolvedPolicy extends PolicyReading {
  readonly uses: PolicyUses
}

/** What checks the expressions of a document. */
export type ExpressionCheck = Pick<ExpressionCompiler, 'check'>

const cSharp: ExpressionCheck = { check: checkExpression }

/** Reads a document, resolves what it refers to and checks it against the policies there are. Never throws. */
export function readPolicy(
  text: string,
  format: PolicyFormat,
  scope: PolicyScope,
  definitions: PolicyDefinitions,
  expressions: ExpressionCheck = cSharp,
): ResolvedPolicy {
  const { document, faults: unread, readable = document } = parsePolicyDocument(text, format)
  if (readable === undefined) return { document, faults: unread, uses: usesOf([text]) }
  const { resolved, faults: unresolved, uses } = resolveDocument(readable, definitions)
  const faults = merge(
    [...unread, ...unresolved],
    checkPolicyDocument(resolved, scope, policyCatalogue, known(definitions), expressions.check),
  )
  return { document: faults.length === 0 ? resolved : undefined, faults, uses }
}

const known = ({ backendIds, openValues, isForHandshake, findFragment }: PolicyDefinitions) => ({
  findFragment,
  ...(backendIds === undefined ? {} : { backendIds }),
  ...(openValues === undefined ? {} : { openValues }),
  ...(isForHandshake === undefined ? {} : { isForHandshake }),
})

/** The order of a check is kept where nothing must be put in between. */
const merge = (unresolved: readonly Fault[], checked: readonly Fault[]): readonly Fault[] =>
  unresolved.length === 0 ? checked : inOrder([...unresolved, ...checked])

/** Everything that is wrong with a document, in the order it stands; empty = it can be saved. Never throws. */
export const checkPolicy = (
  text: string,
  format: PolicyFormat,
  scope: PolicyScope,
  definitions: StoredDefinitions = noDefinitions,
  expressions: ExpressionCheck = cSharp,
): readonly Fault[] => readPolicy(text, format, scope, readDefinitions(definitions), expressions).faults

/**
 * The same for a policy fragment, which may come to stand in any section and scope: whether it fits there is checked
 * with the documents that include it.
 * @param id its own, which it must not include again
 */
export function checkFragment(
  id: string,
  fragment: FragmentText,
  definitions: StoredDefinitions = noDefinitions,
  expressions: ExpressionCheck = cSharp,
): readonly Fault[] {
  const reading = parseFragment(fragment)
  const { root, source, faults: unread } = reading
  if (root === undefined) return unread
  const read = readDefinitions(definitions)
  const { resolved, faults } = resolveFragment(id, { root, source }, read)
  const whole = { ...reading, root: resolved }
  return merge(faults, checkFragmentStatements(whole, policyCatalogue, known(read), expressions.check))
}

const noDefinitions: StoredDefinitions = { namedValues: new Map(), fragments: new Map() }
