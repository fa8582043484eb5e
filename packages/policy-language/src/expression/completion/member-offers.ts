import { type Found, findExtensions, findMethods, findProperty, memberNames } from '../binding/member-lookup.ts'
import { supertypesOf } from '../binding/type-relations.ts'
import type { WellKnownTypes } from '../binding/well-known-types.ts'
import type { Method } from '../net-types/linked-type.ts'
import {
  emptySubstitution,
  isNamed,
  mentionsParameter,
  type NetType,
  type Substitution,
  substitute,
  textOfType,
} from '../net-types/net-type.ts'

/** Something that may be written at a place of an expression. */
export interface ExpressionOffer {
  readonly name: string
  readonly kind: 'property' | 'method' | 'extension' | 'value' | 'variable' | 'type' | 'namespace' | 'keyword'
  /** Type of its value, or how it is called: one line for each way. */
  readonly detail: string
  /** Of methods: whether they take arguments, and whether types have to be named that arguments do not tell. */
  readonly takes?: { readonly arguments: boolean; readonly types: boolean }
}

/** What may stand behind the dot of a value or of a type, in alphabetical order; extension methods last. */
export function memberOffers(type: NetType, isStatic: boolean, types: WellKnownTypes): readonly ExpressionOffer[] {
  const own: ExpressionOffer[] = []
  const extensions: ExpressionOffer[] = []
  for (const name of memberNames(type, isStatic, types)) {
    const offer = memberOffer(type, name, isStatic, types)
    if (offer !== undefined) own.push(offer)
    else if (!isStatic) {
      const extension = extensionOffer(type, name, types)
      if (extension !== undefined) extensions.push(extension)
    }
  }
  for (const name of elementNamesOf(type)) own.push({ name, kind: 'property', detail: '' })
  return [...own.sort(byName), ...extensions.sort(byName)]
}

const byName = (a: ExpressionOffer, b: ExpressionOffer): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)

const elementNamesOf = (type: NetType): readonly string[] =>
  type.kind === 'named' ? (type.elementNames ?? []).filter((name) => name !== undefined) : []

function memberOffer(
  type: NetType,
  name: string,
  isStatic: boolean,
  types: WellKnownTypes,
): ExpressionOffer | undefined {
  if (type.kind === 'anonymous') {
    const property = type.properties.find((one) => one.name === name)
    if (property !== undefined) return { name, kind: 'property', detail: textOfType(property.type) }
  }
  if (isStatic && type.kind === 'named' && type.declaration.values.has(name)) {
    return { name, kind: 'value', detail: textOfType(type) }
  }
  const property = findProperty(type, name, isStatic, types)
  if (property !== undefined) {
    return { name, kind: 'property', detail: textOfType(substitute(property.member.type, property.by)) }
  }
  return methodOffer(name, 'method', findMethods(type, name, isStatic, types))
}

function extensionOffer(type: NetType, name: string, types: WellKnownTypes): ExpressionOffer | undefined {
  const fitting = findExtensions(name, types).flatMap((found): Found<Method>[] => {
    const by = receiverTypes(found.member, type, types)
    return by === undefined ? [] : [{ ...found, by }]
  })
  return methodOffer(name, 'extension', fitting)
}

/** What the type parameters of an extension method are when it is called on a value; undefined = it cannot be. */
function receiverTypes(method: Method, type: NetType, types: WellKnownTypes): Substitution | undefined {
  const wanted = method.parameters[0]?.type
  if (wanted === undefined) return undefined
  if (wanted.kind === 'parameter') return new Map([[wanted.key, type]])
  if (wanted.kind !== 'named') return undefined
  const owner = supertypesOf(type, types).find(({ declaration }) => declaration === wanted.declaration)
  if (owner === undefined) return undefined
  const by = new Map<string, NetType>()
  for (const [i, arg] of wanted.args.entries()) {
    const given = owner.args[i]
    if (given === undefined) return undefined
    if (arg.kind === 'parameter') by.set(arg.key, given)
    else if (!mentionsParameter(arg) && arg.key !== given.key && !isNamed(arg, 'System.Object')) return undefined
  }
  return by
}

function methodOffer(
  name: string,
  kind: 'method' | 'extension',
  found: readonly Found<Method>[],
): ExpressionOffer | undefined {
  if (found.length === 0) return undefined
  const skipped = kind === 'extension' ? 1 : 0
  // An override says again what its base says.
  const lines = new Set(found.map(({ member, by }) => textOfMethod(member, by, skipped)))
  return {
    name,
    kind,
    detail: [...lines].join('\n'),
    takes: {
      arguments: found.some(({ member }) => member.parameters.length > skipped),
      types: found.every(({ member }) =>
        member.typeParameters.some(({ key }) => !member.parameters.some((one) => mentions(one.type, key))),
      ),
    },
  }
}

function mentions(type: NetType, key: string): boolean {
  if (type.kind === 'array') return mentions(type.element, key)
  return type.key === key || (type.kind === 'named' && type.args.some((arg) => mentions(arg, key)))
}

/** `string Replace(string oldValue, string newValue)` */
function textOfMethod(method: Method, by: Substitution, skipped: number): string {
  const text = (type: NetType) => textOfType(substitute(type, by.size === 0 ? emptySubstitution : by))
  const open = method.typeParameters.filter(({ key }) => !by.has(key)).map((one) => one.name)
  const parameters = method.parameters.slice(skipped).map(({ name, type, mode, defaultValue }) => {
    const written = `${mode === 'value' ? '' : `${mode} `}${text(type)} ${name}`
    return defaultValue === undefined ? written : `[${written}]`
  })
  const typeParameters = open.length === 0 ? '' : `<${open.join(', ')}>`
  return `${text(method.returns)} ${method.name}${typeParameters}(${parameters.join(', ')})`
}
