import type { Conversion as DeclaredConversion } from '../types/linked-type.ts'
import {
  isSameType,
  isValueType,
  type NamedType,
  type NetType,
  substitute,
  substitutionOf,
  underlyingOf,
} from '../types/net-type.ts'
import { type Conversion, standardExplicit, standardImplicit } from './conversions.ts'
import { invokeOne, invokerOf } from './invoke.ts'
import { baseOf } from './type-relations.ts'
import type { WellKnownTypes } from './well-known-types.ts'

interface Candidate {
  readonly declared: DeclaredConversion
  readonly owner: NamedType
  readonly from: NetType
  readonly to: NetType
}

const known = new WeakMap<WellKnownTypes, Map<string, Conversion | null>>()

/** A conversion that one of the two types declares, with standard ones before and after it. @see C# 7, 11.5 */
export function userConversion(
  from: NetType,
  to: NetType,
  types: WellKnownTypes,
  kind: 'implicit' | 'explicit',
): Conversion | undefined {
  const candidates = [...declaredBy(from), ...declaredBy(to)].filter(
    ({ declared }) => kind === 'explicit' || declared.isImplicit,
  )
  if (candidates.length === 0) return undefined
  const cache = known.get(types) ?? new Map<string, Conversion | null>()
  known.set(types, cache)
  const key = `${kind} ${from.key} ${to.key}`
  const found = cache.get(key)
  if (found !== undefined) return found ?? undefined
  const made = chooseConversion(from, to, types, kind, candidates)
  if (cache.size < 2000) cache.set(key, made ?? null)
  return made
}

function chooseConversion(
  from: NetType,
  to: NetType,
  types: WellKnownTypes,
  kind: 'implicit' | 'explicit',
  candidates: readonly Candidate[],
): Conversion | undefined {
  const convert = (a: NetType, b: NetType): Conversion | undefined =>
    standardImplicit(a, b, types) ?? (kind === 'explicit' ? standardExplicit(a, b, types, false) : undefined)
  let best: { readonly score: number; readonly conversion: Conversion } | undefined
  for (const candidate of candidates) {
    const before = convert(from, candidate.from)
    const after = convert(candidate.to, to)
    if (before === undefined || after === undefined) continue
    const score = fit(from, candidate.from, types) + fit(candidate.to, to, types)
    if (best !== undefined && best.score >= score) continue
    best = { score, conversion: chain(candidate, before, after, from) }
  }
  return best?.conversion
}

/** How near two types are: the same, one implicitly the other, one only by a cast. Narrow numbers are nearer than wide ones. */
function fit(from: NetType, to: NetType, types: WellKnownTypes): number {
  if (isSameType(from, to)) return 100
  const target = underlyingOf(to)
  if (target !== undefined && isSameType(from, target)) return 90
  if (standardImplicit(from, to, types) === undefined) return 0
  const width = to.kind === 'named' ? widths.indexOf(to.declaration.keyword ?? '') : -1
  return 50 - width
}

const widths = ['short', 'ushort', 'int', 'uint', 'long', 'ulong', 'float', 'double', 'decimal', 'object']

function chain(candidate: Candidate, before: Conversion, after: Conversion, from: NetType): Conversion {
  const own = invokeOne(invokerOf(candidate.declared.implementation, candidate.owner.args))
  const first = before.convert
  const last = after.convert
  // A conversion of structs is lifted: null stays null unless the conversion itself takes null.
  const isLifted =
    underlyingOf(from) !== undefined && isValueType(candidate.from) && underlyingOf(candidate.from) === undefined
  return {
    isUserDefined: true,
    convert: (value, run) => {
      if (isLifted && value === null) return null
      const converted = own(first === undefined ? value : first(value, run), run)
      return last === undefined ? converted : last(converted, run)
    },
  }
}

function declaredBy(type: NetType): readonly Candidate[] {
  const start = underlyingOf(type) ?? type
  const found: Candidate[] = []
  if (start.kind !== 'named') return found
  for (let at: NamedType | undefined = start; at !== undefined; at = baseOf(at)) {
    const by = substitutionOf(at)
    for (const declared of at.declaration.conversions) {
      found.push({ declared, owner: at, from: substitute(declared.from, by), to: substitute(declared.to, by) })
    }
  }
  return found
}
