import { bindExpressionFor } from '../binding/bind-policy-expression.ts'
import { typesOf } from '../binding/well-known-types.ts'
import type { LinkedType } from '../net-types/linked-type.ts'
import { textOfType } from '../net-types/net-type.ts'
import type { TypeTable } from '../net-types/type-table.ts'
import { parseCSharp } from '../syntax/parse-csharp.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import { waysToClose } from './close-expression.ts'
import { type ExpressionOffer, memberOffers } from './member-offers.ts'
import { readOpenConstructs } from './open-constructs.ts'
import { type FoundPlace, SoughtPlace, soughtName } from './sought-place.ts'

export interface ExpressionCompletion {
  /** How many characters before the place the chosen one replaces: what has been typed of it. */
  readonly replaces: number
  readonly offers: readonly ExpressionOffer[]
}

const nothing: ExpressionCompletion = { replaces: 0, offers: [] }

/**
 * What may be written where a policy expression breaks off: members behind a dot, else variables, types and keywords.
 * Static types decide, as they do when the expression is compiled; where what stands before has a fault, or where the
 * place is a string or comment, there is nothing to offer.
 * @param prefix from the `@(` or `@{` up to the place
 */
export function completeExpression(prefix: string, table: TypeTable): ExpressionCompletion {
  // The value of a named value is not known here; a number is what most code can go on with.
  const code = prefix.replace(/\{\{[A-Za-z0-9._-]+\}\}/g, '0')
  const start = code.search(/@[({]/)
  const open = start < 0 ? undefined : readOpenConstructs(code, start + 1)
  if (open === undefined || open.isInText) return nothing
  const typed = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Nd}_]*$/u.exec(code)?.[0] ?? ''
  const head = code.slice(0, code.length - typed.length)
  const answer = (offers: readonly ExpressionOffer[]) => ({ replaces: typed.length, offers })
  // A number goes on with digits, and what is declared has a name of its own.
  if (/\d$/.test(head)) return nothing
  if (/\b(?:new|as)\s+$/.test(head)) return answer(typeOffers(table))
  let ways = 0
  for (const end of waysToClose(head, open.brackets)) {
    ways++
    const found = findPlace(head + soughtName + end, table)
    if (found !== undefined) return answer(offersAt(found, head, table))
    if (ways === maxWays) break
  }
  // Between the brackets of type arguments no value stands, so that binding never comes there.
  return /\w<(?:[\w<>?, ]*,\s*)?$|\b(?:is|case)\s+$/.test(head) ? answer(typeOffers(table)) : nothing
}

const maxWays = 40

function findPlace(text: string, table: TypeTable): FoundPlace | undefined {
  const sought = new SoughtPlace()
  try {
    bindExpressionFor(parseCSharp(text), 'object', table, sought)
  } catch (fault) {
    // The name that is sought is itself one that does not exist.
    if (!(fault instanceof ExpressionFault)) throw fault
  }
  return sought.found
}

function offersAt(place: FoundPlace, head: string, table: TypeTable): readonly ExpressionOffer[] {
  switch (place.kind) {
    case 'member':
      return memberOffers(place.type, place.isStatic, typesOf(table))
    case 'namespace':
      return namespaceOffers(place.name, table)
    case 'name': {
      const variables = [...place.variables].map(
        ([name, type]): ExpressionOffer => ({
          name,
          kind: 'variable',
          detail: type === undefined ? '' : textOfType(type),
        }),
      )
      const isStatement = /[;{}]\s*$/.test(head) && /^\s*@\{/.test(head)
      return [...variables, ...keywordOffers(isStatement), ...typeOffers(table)]
    }
  }
}

const ofValues = ['new', 'null', 'true', 'false']
const ofStatements = ['var', 'return', 'if', 'else', 'foreach', 'for', 'while', 'switch', 'try', 'throw']

const keywordOffers = (isStatement: boolean): readonly ExpressionOffer[] =>
  (isStatement ? [...ofStatements, ...ofValues] : ofValues).map((name) => ({ name, kind: 'keyword', detail: '' }))

/** No type that a policy may use has more. */
const maxTypeParameters = 8

function namedTypes(table: TypeTable): readonly LinkedType[] {
  const found = new Set<LinkedType>()
  for (const name of table.names) {
    for (let arity = 0; arity <= maxTypeParameters; arity++) {
      const type = table.find(name, arity)
      if (type !== undefined && !type.isHidden) found.add(type)
    }
  }
  return [...found]
}

/** One for each name, however many types have it with more or fewer type arguments. */
function typeOffers(table: TypeTable): readonly ExpressionOffer[] {
  const byName = new Map<string, ExpressionOffer>()
  for (const { name, keyword, fullName } of namedTypes(table)) {
    const shown = keyword ?? name
    if (!byName.has(shown)) byName.set(shown, { name: shown, kind: 'type', detail: fullName })
  }
  return [...byName.values()].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1))
}

function namespaceOffers(namespace: string, table: TypeTable): readonly ExpressionOffer[] {
  const byName = new Map<string, ExpressionOffer>()
  for (const { fullName } of namedTypes(table)) {
    if (!fullName.startsWith(`${namespace}.`)) continue
    const [name = '', ...deeper] = fullName.slice(namespace.length + 1).split('.')
    const whole = `${namespace}.${name}`
    byName.set(name, { name, kind: deeper.length === 0 ? 'type' : 'namespace', detail: whole })
  }
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}
