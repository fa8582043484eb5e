import { defaultValueOf } from '../binding/default-value.ts'
import { invalidOperationException } from '../net/failures.ts'
import { parseBoolean, tryParseBoolean } from '../net/format/parse-number.ts'
import { hashOfKey } from '../net/hash-code.ts'
import { Boxed } from '../run/boxed.ts'
import { defineType, type OutCell, withRun, withTypes } from './define-type.ts'
import { type NetType, runtimeNameOf, textOfType } from './net-type.ts'
import { operationsFor } from './value-operations.ts'

/** What `GetType()` gives: names only, nothing that could be called. */
export class NetTypeName {
  readonly type: NetType

  constructor(type: NetType) {
    this.type = type
  }
}

export const objectType = defineType({
  name: 'System.Object',
  kind: 'class',
  keyword: 'object',
  represents: Object,
  members: {
    'Object()': () => ({}),
    'string ToString()': withRun((run, self: unknown) => run.objects.toText(self)),
    'bool Equals(object obj)': withRun(
      (run, self: unknown, other: unknown) => run.objects.keyOf(self) === run.objects.keyOf(other),
    ),
    'int GetHashCode()': withRun((run, self: unknown) =>
      hashOfKey(self instanceof Boxed ? self.value : run.objects.keyOf(self)),
    ),
    'Type GetType()': withRun((run, self: unknown) => {
      const type = run.objects.typeOf(self)
      return type === undefined ? null : new NetTypeName(type)
    }),
    'static bool Equals(object objA, object objB)': withRun(
      (run, a: unknown, b: unknown) => run.objects.keyOf(a) === run.objects.keyOf(b),
    ),
    'static bool ReferenceEquals(object objA, object objB)': (a: unknown, b: unknown) => a === b,
  },
})

const simpleName = (type: NetType): string => {
  if (type.kind === 'named')
    return type.args.length === 0 ? type.declaration.name : `${type.declaration.name}\`${type.args.length}`
  return type.kind === 'array' ? `${simpleName(type.element)}[]` : textOfType(type)
}

export const typeType = defineType({
  name: 'System.Type',
  kind: 'class',
  represents: NetTypeName,
  members: {
    'string Name { get; }': ({ type }: NetTypeName) => simpleName(type),
    'string FullName { get; }': ({ type }: NetTypeName) => runtimeNameOf(type),
    'string ToString()': ({ type }: NetTypeName) => runtimeNameOf(type),
    'static bool operator ==(Type left, Type right)': (left: NetTypeName | null, right: NetTypeName | null) =>
      left?.type.key === right?.type.key,
    'static bool operator !=(Type left, Type right)': (left: NetTypeName | null, right: NetTypeName | null) =>
      left?.type.key !== right?.type.key,
  },
  operations: {
    toText: ({ type }: NetTypeName) => runtimeNameOf(type),
    keyOf: ({ type }: NetTypeName) => type.key,
  },
})

export const nullableType = defineType({
  name: 'System.Nullable<T>',
  kind: 'struct',
  members: {
    'bool HasValue { get; }': (self: unknown) => self !== null,
    'T Value { get; }': (self: unknown) => {
      if (self === null) throw invalidOperationException('Nullable object must have a value.')
      return self
    },
    'T GetValueOrDefault()': withTypes((type) => {
      const initial = defaultValueOf(type)?.value ?? null
      return (_run, self: unknown) => self ?? initial
    }),
    'T GetValueOrDefault(T defaultValue)': (self: unknown, otherwise: unknown) => self ?? otherwise,
    'string ToString()': withTypes((type) => {
      const { toText } = operationsFor(type)
      return (_run, self: unknown) => (self === null ? '' : toText(self))
    }),
    'bool Equals(object other)': withTypes((type) => {
      const { keyOf } = operationsFor(type)
      return (run, self: unknown, other: unknown) =>
        self === null || other === null
          ? self === other
          : Object.is(run.objects.keyOf(other), boxedKey(type, keyOf(self)))
    }),
  },
})

const boxedKey = (type: NetType, key: unknown): unknown =>
  typeof key === 'number' || typeof key === 'bigint' ? `\0${type.key}:${key}` : key

export const booleanType = defineType({
  name: 'System.Boolean',
  kind: 'struct',
  keyword: 'bool',
  implements: ['IComparable'],
  members: {
    'static string TrueString { get; }': () => 'True',
    'static string FalseString { get; }': () => 'False',
    'static bool Parse(string value)': parseBoolean,
    'static bool TryParse(string value, out bool result)': (text: string | null, result: OutCell<boolean>) => {
      const value = tryParseBoolean(text)
      result.value = value ?? false
      return value !== undefined
    },
    'string ToString()': (self: boolean) => (self ? 'True' : 'False'),
    'bool Equals(bool obj)': (self: boolean, other: boolean) => self === other,
    'int CompareTo(bool value)': (self: boolean, other: boolean) => Number(self) - Number(other),
  },
  operations: {
    toText: (value: boolean) => (value ? 'True' : 'False'),
    compare: (a: boolean, b: boolean) => Number(a) - Number(b),
  },
})
