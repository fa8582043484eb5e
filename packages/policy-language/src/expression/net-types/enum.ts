import { midpointRounding } from '../net/decimal.ts'
import { argumentException, argumentNullException } from '../net/failures.ts'
import { Boxed } from '../run/boxed.ts'
import { defineEnum, defineType, type OutCell, withRun, withTypes } from './define-type.ts'
import { isEnum, type NetType } from './net-type.ts'
import type { NetTypeName } from './object.ts'
import { operationsFor } from './value-operations.ts'

/** The number behind a name, several names joined by commas, or digits. */
function parse(type: NetType, text: string | null, ignoreCase: boolean): number | undefined {
  if (!isEnum(type) || text === null) return undefined
  let value = 0
  for (const part of text.split(',')) {
    const name = part.trim()
    const found = [...type.declaration.values].find(([known]) =>
      ignoreCase ? known.toLowerCase() === name.toLowerCase() : known === name,
    )
    const number = found?.[1] ?? (/^[+-]?[0-9]{1,10}$/.test(name) ? Number(name) : undefined)
    if (number === undefined) return undefined
    value |= number
  }
  return value
}

const demand = (type: NetType, text: string | null, ignoreCase: boolean): number => {
  if (text === null) throw argumentNullException('value')
  const value = parse(type, text, ignoreCase)
  if (value === undefined) throw argumentException(`Requested value '${text}' was not found.`)
  return value
}

/** @throws System.ArgumentException when the type is no enumeration */
function parseAs({ type }: NetTypeName, text: string | null, ignoreCase: boolean): Boxed {
  if (!isEnum(type)) throw argumentException('Type provided must be an Enum.', 'enumType')
  return new Boxed(type, demand(type, text, ignoreCase))
}

const tryParse = (ignores: boolean | undefined) =>
  withTypes((type) => (_run, text: string | null, ...rest: unknown[]) => {
    const cell = rest.at(-1) as OutCell<number>
    const value = parse(type, text, ignores ?? rest[0] === true)
    cell.value = value ?? 0
    return value !== undefined
  })

export const enumTypes = [
  defineType({
    name: 'System.Enum',
    kind: 'class',
    implements: ['IComparable'],
    members: {
      'string ToString()': withRun((run, self: unknown) => run.objects.toText(self)),
      'string ToString(string format)': withRun((run, self: unknown, format: string | null) =>
        run.objects.toText(self, format),
      ),
      'bool HasFlag(System.Enum flag)': (self: Boxed, flag: Boxed) =>
        (Number(self.value) & Number(flag.value)) === Number(flag.value),
      'static object Parse(Type enumType, string value)': (type: NetTypeName, text: string | null) =>
        parseAs(type, text, false),
      'static object Parse(Type enumType, string value, bool ignoreCase)': parseAs,
      'static T Parse<T>(string value)': withTypes((type) => (_run, text: string | null) => demand(type, text, false)),
      'static T Parse<T>(string value, bool ignoreCase)': withTypes(
        (type) => (_run, text: string | null, ignoreCase: boolean) => demand(type, text, ignoreCase),
      ),
      'static bool TryParse<T>(string value, out T result)': tryParse(false),
      'static bool TryParse<T>(string value, bool ignoreCase, out T result)': tryParse(undefined),
    },
    operations: {
      toText: (value: Boxed, format: string | null) => operationsFor(value.type).toText(value.value, format),
    },
  }),
  defineEnum('System.MidpointRounding', midpointRounding),
]
