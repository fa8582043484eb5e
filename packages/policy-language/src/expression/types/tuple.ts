import { NetTuple, NetValueTuple } from '../net/tuple.ts'
import { defineType, type Implementation, type TypeDefinition, withTypes } from './define-type.ts'
import type { NetType } from './net-type.ts'
import { joinKeys, operationsFor } from './value-operations.ts'

type AnyTuple = NetTuple | NetValueTuple

const sizes = [1, 2, 3, 4, 5, 6, 7]

const typesOf = (size: number): string[] => Array.from({ length: size }, (_, i) => `T${i + 1}`)

const itemMembers = (size: number): Record<string, Implementation> =>
  Object.fromEntries(
    typesOf(size).map((type, i) => [`${type} Item${i + 1} { get; }`, ({ items }: AnyTuple) => items[i]]),
  )

const textOf = ({ items, typeArguments }: AnyTuple): string =>
  `(${items.map((item, i) => operationsFor(typeArguments[i] as NetType).toText(item)).join(', ')})`

const keyOf = ({ items, typeArguments }: AnyTuple): string =>
  joinKeys(items.map((item, i) => operationsFor(typeArguments[i] as NetType).keyOf(item)))

function compare(a: AnyTuple, b: AnyTuple): number {
  for (const [i, item] of a.items.entries()) {
    const order = operationsFor(a.typeArguments[i] as NetType).compare(item, b.items[i])
    if (order !== 0) return order
  }
  return 0
}

const operations = { toText: textOf, keyOf, compare }

const generic = (name: string, size: number): string => `System.${name}<${typesOf(size).join(', ')}>`

const constructorOf = (name: string, size: number, make: (items: unknown[], types: NetType[]) => AnyTuple) => ({
  [`${name}(${typesOf(size)
    .map((type, i) => `${type} item${i + 1}`)
    .join(', ')})`]: withTypes(
    (...types) =>
      (_run, ...items: unknown[]) =>
        make(items, types),
  ),
})

const factory = (name: string, make: (items: unknown[], types: NetType[]) => AnyTuple): TypeDefinition =>
  defineType({
    name: `System.${name}`,
    kind: 'static',
    members: Object.fromEntries(
      sizes.map((size) => {
        const types = typesOf(size).join(', ')
        const parameters = typesOf(size).map((type, i) => `${type} item${i + 1}`)
        const signature = `static ${name}<${types}> Create<${types}>(${parameters.join(', ')})`
        return [
          signature,
          withTypes(
            (...of) =>
              (_run, ...items: unknown[]) =>
                make(items, of),
          ),
        ]
      }),
    ),
  })

const makeTuple = (items: unknown[], types: NetType[]): AnyTuple => new NetTuple(items, types)
const makeValueTuple = (items: unknown[], types: NetType[]): AnyTuple => new NetValueTuple(items, types)

export const tupleTypes: readonly TypeDefinition[] = [
  factory('Tuple', makeTuple),
  ...sizes.map((size) =>
    defineType({
      name: generic('Tuple', size),
      kind: 'class',
      represents: NetTuple,
      members: { ...constructorOf('Tuple', size, makeTuple), ...itemMembers(size) },
      operations,
    }),
  ),
  factory('ValueTuple', makeValueTuple),
  ...sizes.map((size) =>
    defineType({
      name: generic('ValueTuple', size),
      kind: 'struct',
      represents: NetValueTuple,
      members: { ...constructorOf('ValueTuple', size, makeValueTuple), ...itemMembers(size) },
      operations,
    }),
  ),
]
