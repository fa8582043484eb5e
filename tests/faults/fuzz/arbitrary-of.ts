import fc from 'fast-check'
import type * as z from 'zod'
import { json, text, toObject, usualTexts } from './nasty-values.ts'

/** What the parts of a schema of zod are called, as far as they are read here. */
interface Definition {
  readonly type: string
  readonly shape?: Readonly<Record<string, z.ZodType>>
  readonly element?: z.ZodType
  readonly entries?: Readonly<Record<string, string | number>>
  readonly values?: readonly unknown[]
  readonly innerType?: z.ZodType
  readonly options?: readonly z.ZodType[]
  readonly valueType?: z.ZodType
  readonly in?: z.ZodType
  readonly left?: z.ZodType
  getter?(): z.ZodType
}

const deepest = 6

/** Values that a contract mostly takes, with one in many places that it does not. */
export function arbitraryOf(schema: z.ZodType, depth = 0): fc.Arbitrary<unknown> {
  const fitting = depth > deepest ? fc.constant(null) : fittingTo(schema.def as unknown as Definition, depth + 1)
  return fc.oneof({ weight: 60, arbitrary: fitting }, { weight: 1, arbitrary: json })
}

function fittingTo(definition: Definition, depth: number): fc.Arbitrary<unknown> {
  const { type, shape, element, entries, values, innerType, options, valueType } = definition
  switch (type) {
    case 'object':
      return objectOf(shape ?? {}, depth)
    case 'array':
      return fc.array(element === undefined ? json : arbitraryOf(element, depth), { maxLength: 3 })
    case 'record':
      return fc
        .array(fc.tuple(text, valueType === undefined ? json : arbitraryOf(valueType, depth)), { maxLength: 3 })
        .map(toObject)
    case 'enum':
      return fc.constantFrom(...Object.values(entries ?? {}))
    case 'literal':
      return fc.constantFrom(...(values ?? [null]))
    case 'string':
      return stringOf(depth)
    case 'number':
      return fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 100 }) }, fc.constantFrom(-1, 0.5, 2 ** 40))
    case 'boolean':
      return fc.boolean()
    case 'union':
      return fc.oneof(...(options ?? []).map((option) => arbitraryOf(option, depth)))
    case 'pipe':
      return definition.in === undefined ? json : arbitraryOf(definition.in, depth)
    case 'intersection':
      return definition.left === undefined ? json : arbitraryOf(definition.left, depth)
    case 'lazy':
      return definition.getter === undefined ? json : arbitraryOf(definition.getter(), depth)
    default:
      return innerType === undefined ? json : arbitraryOf(innerType, depth)
  }
}

/** A resource with several strange texts is refused for the first. */
const stringOf = (depth: number) =>
  fc.oneof({ weight: 4 + 4 * depth, arbitrary: fc.constantFrom(...usualTexts) }, { weight: 1, arbitrary: text })

function objectOf(shape: Readonly<Record<string, z.ZodType>>, depth: number): fc.Arbitrary<unknown> {
  const members = Object.entries(shape).map(([name, schema]) => {
    const value = arbitraryOf(schema, depth)
    const isOptional = schema.safeParse(undefined).success
    return fc.option(fc.tuple(fc.constant(name), value), { freq: isOptional ? 1 : 20, nil: undefined })
  })
  return fc
    .tuple(...members, fc.option(fc.tuple(text, json), { freq: 1, nil: undefined }))
    .map((found) => toObject(found.filter((member) => member !== undefined)))
}
