import type { DelegateSignature, LinkedType } from './linked-type.ts'

/**
 * A static type of C#. Two types are the same exactly when their `key` is: instances are not unique.
 */
export type NetType = NamedType | ArrayType | TypeParameter | AnonymousType | SpecialType

/** A class, struct, interface, enumeration or delegate with its type arguments: `Dictionary<string, object>`, `int?`. */
export interface NamedType {
  readonly kind: 'named'
  readonly key: string
  readonly declaration: LinkedType
  readonly args: readonly NetType[]
  /** Of the elements of a tuple, where they were named: they are no part of the type's identity. */
  readonly elementNames?: readonly (string | undefined)[]
}

/** A one-dimensional array; an array of arrays is jagged. */
export interface ArrayType {
  readonly kind: 'array'
  readonly key: string
  readonly element: NetType
}

/** `T` inside the declaration of a generic type or method; none is left once a call is bound. */
export interface TypeParameter {
  readonly kind: 'parameter'
  readonly key: string
  readonly name: string
  readonly variance: 'none' | 'in' | 'out'
}

/** `new { Name = …, Count = … }`: the same names and types in the same order are the same type. */
export interface AnonymousType {
  readonly kind: 'anonymous'
  readonly key: string
  readonly properties: readonly { readonly name: string; readonly type: NetType }[]
}

/** `null`: the type of the literal. `void`: of a call without a value. `never`: of `throw` as an expression. */
export interface SpecialType {
  readonly kind: 'null' | 'void' | 'never'
  readonly key: string
}

export const nullType: SpecialType = Object.freeze({ kind: 'null', key: 'null' })
export const voidType: SpecialType = Object.freeze({ kind: 'void', key: 'void' })
export const neverType: SpecialType = Object.freeze({ kind: 'never', key: 'never' })

/** The type of a declaration with arguments in place of its parameters. */
export function namedType(
  declaration: LinkedType,
  args: readonly NetType[] = [],
  elementNames?: readonly (string | undefined)[],
): NamedType {
  const name = declaration.fullName
  const key = args.length === 0 ? name : `${name}<${args.map((arg) => arg.key).join(',')}>`
  return elementNames === undefined
    ? { kind: 'named', key, declaration, args }
    : { kind: 'named', key, declaration, args, elementNames }
}

export const arrayType = (element: NetType): ArrayType => ({ kind: 'array', key: `${element.key}[]`, element })

/** @param owner makes `T` of one declaration another than `T` of the next */
export const typeParameter = (name: string, owner: string, variance: TypeParameter['variance']): TypeParameter => ({
  kind: 'parameter',
  key: `!${owner}.${name}`,
  name,
  variance,
})

export function anonymousType(properties: AnonymousType['properties']): AnonymousType {
  const key = `{${properties.map(({ name, type }) => `${name}:${type.key}`).join(',')}}`
  return { kind: 'anonymous', key, properties }
}

export const isSameType = (a: NetType, b: NetType): boolean => a.key === b.key

/** Type arguments by the key of their parameter. */
export type Substitution = ReadonlyMap<string, NetType>

export const emptySubstitution: Substitution = new Map()

/** The type with arguments in place of parameters; parameters that are not in the map stay. */
export function substitute(type: NetType, by: Substitution): NetType {
  if (by.size === 0) return type
  switch (type.kind) {
    case 'parameter':
      return by.get(type.key) ?? type
    case 'array':
      return arrayType(substitute(type.element, by))
    case 'named': {
      if (type.args.length === 0) return type
      const args = type.args.map((arg) => substitute(arg, by))
      return namedType(type.declaration, args, type.elementNames)
    }
    case 'anonymous':
      return anonymousType(type.properties.map(({ name, type: of }) => ({ name, type: substitute(of, by) })))
    default:
      return type
  }
}

/** What stands for the parameters of a named type's declaration. */
export function substitutionOf(type: NamedType): Substitution {
  if (type.args.length === 0) return emptySubstitution
  const by = new Map<string, NetType>()
  type.declaration.parameters.forEach((parameter, i) => {
    const arg = type.args[i]
    if (arg !== undefined) by.set(parameter.key, arg)
  })
  return by
}

export function mentionsParameter(type: NetType): boolean {
  switch (type.kind) {
    case 'parameter':
      return true
    case 'array':
      return mentionsParameter(type.element)
    case 'named':
      return type.args.some(mentionsParameter)
    case 'anonymous':
      return type.properties.some(({ type: of }) => mentionsParameter(of))
    default:
      return false
  }
}

/** Whether the type is the one of this full name, such as `System.Int32`. */
export const isNamed = (type: NetType, fullName: string): type is NamedType =>
  type.kind === 'named' && type.declaration.fullName === fullName

export const isNullable = (type: NetType): type is NamedType => isNamed(type, 'System.Nullable')

/** `T` of `T?`; undefined for every other type. */
export const underlyingOf = (type: NetType): NetType | undefined => (isNullable(type) ? type.args[0] : undefined)

/** A value that is copied and never null: a struct or an enumeration (`T?` is one too, to the language). */
export const isValueType = (type: NetType): boolean =>
  type.kind === 'named' && (type.declaration.kind === 'struct' || type.declaration.kind === 'enum')

/** An enumeration. */
export interface EnumType extends NamedType {
  readonly declaration: LinkedType & { readonly kind: 'enum' }
}

export const isEnum = (type: NetType): type is EnumType => type.kind === 'named' && type.declaration.kind === 'enum'

/** The signature of a delegate with its type arguments put in; undefined for every other type. */
export function delegateOf(type: NetType): DelegateSignature | undefined {
  if (type.kind !== 'named') return undefined
  const { invoke } = type.declaration
  if (invoke === undefined) return undefined
  const by = substitutionOf(type)
  return {
    parameters: invoke.parameters.map((parameter) => substitute(parameter, by)),
    returns: substitute(invoke.returns, by),
  }
}

/** As C# writes it, for sentences: `Dictionary<string, object>`. */
export function textOfType(type: NetType): string {
  switch (type.kind) {
    case 'array':
      return `${textOfType(type.element)}[]`
    case 'parameter':
      return type.name
    case 'anonymous':
      return `<anonymous type: ${type.properties.map(({ name, type: of }) => `${textOfType(of)} ${name}`).join(', ')}>`
    case 'null':
      return '<null>'
    case 'void':
      return 'void'
    case 'never':
      return '<throw>'
    case 'named': {
      const underlying = underlyingOf(type)
      if (underlying !== undefined) return `${textOfType(underlying)}?`
      if (type.declaration.name === 'ValueTuple') return `(${type.args.map(textOfType).join(', ')})`
      const name = type.declaration.keyword ?? type.declaration.name
      return type.args.length === 0 ? name : `${name}<${type.args.map(textOfType).join(', ')}>`
    }
  }
}

/** As .NET prints the type at run time: `System.Collections.Generic.List`1[System.String]`. */
export function runtimeNameOf(type: NetType): string {
  switch (type.kind) {
    case 'array':
      return `${runtimeNameOf(type.element)}[]`
    case 'named':
      return type.args.length === 0
        ? type.declaration.fullName
        : `${type.declaration.fullName}\`${type.args.length}[${type.args.map(runtimeNameOf).join(',')}]`
    case 'anonymous':
      return `<>f__AnonymousType0\`${type.properties.length}[${type.properties.map(({ type: of }) => runtimeNameOf(of)).join(',')}]`
    default:
      return textOfType(type)
  }
}
