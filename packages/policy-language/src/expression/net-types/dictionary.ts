import { defaultValueOf } from '../binding/default-value.ts'
import { keyNotFound, NetDictionary, NetHashSet, NetPair } from '../net/dictionary.ts'
import { argumentNullException } from '../net/failures.ts'
import type { Run } from '../run/run.ts'
import { accessors, defineType, type OutCell, withRun, withTypes } from './define-type.ts'
import type { NetType } from './net-type.ts'
import { addAll, setMembers } from './set-members.ts'
import { NetStringComparer } from './string-comparison.ts'
import { areEqual, joinKeys, operationsFor } from './value-operations.ts'

/** A dictionary that compares keys by their type, or by a comparer that was given. */
export function createDictionary(key: NetType, value: NetType, comparer: unknown = null): NetDictionary {
  const { keyOf, toText } = operationsFor(key)
  const own = comparer instanceof NetStringComparer ? (one: unknown) => comparer.keyOf(one) : keyOf
  return new NetDictionary([key, value], own, (one) => toText(one))
}

export function createHashSet(type: NetType, comparer: unknown = null): NetHashSet {
  const { keyOf } = operationsFor(type)
  return new NetHashSet([type], comparer instanceof NetStringComparer ? (one) => comparer.keyOf(one) : keyOf)
}

function fill(run: Run, target: NetDictionary, source: Iterable<NetPair> | null): NetDictionary {
  if (source === null) throw argumentNullException('dictionary')
  for (const { key, value } of source) {
    run.step()
    run.charge(1)
    target.add(key, value)
  }
  return target
}

const namespace = 'System.Collections.Generic'
const pair = `${namespace}.KeyValuePair<K, V>`

export const pairType = defineType({
  name: `${namespace}.KeyValuePair<K, V>`,
  kind: 'struct',
  represents: NetPair,
  members: {
    'KeyValuePair(K key, V value)': withTypes(
      (key, value) => (_run, ownKey: unknown, ownValue: unknown) => new NetPair(ownKey, ownValue, [key, value]),
    ),
    'K Key { get; }': (self: NetPair) => self.key,
    'V Value { get; }': (self: NetPair) => self.value,
    'string ToString()': textOfPair,
  },
  operations: {
    toText: textOfPair,
    keyOf: ({ key, value, typeArguments: [keyType, valueType] }: NetPair) =>
      keyType === undefined || valueType === undefined
        ? key
        : joinKeys([operationsFor(keyType).keyOf(key), operationsFor(valueType).keyOf(value)]),
  },
})

function textOfPair({ key, value, typeArguments: [keyType, valueType] }: NetPair): string {
  const text = (type: NetType | undefined, of: unknown): string =>
    type === undefined ? '' : operationsFor(type).toText(of)
  return `[${text(keyType, key)}, ${text(valueType, value)}]`
}

const keysOf = (self: Iterable<NetPair>): Iterable<unknown> => ({
  *[Symbol.iterator]() {
    for (const { key } of self) yield key
  },
})

const valuesOf = (self: Iterable<NetPair>): Iterable<unknown> => ({
  *[Symbol.iterator]() {
    for (const { value } of self) yield value
  },
})

/** What finds its pairs by itself, as headers and variables do. */
interface Finding {
  find(key: unknown): NetPair | undefined
}

const isFinding = (self: object): self is Finding => 'find' in self && !Array.isArray(self)

/** Any sequence of pairs may stand behind the interfaces; a dictionary finds its keys itself. */
const findPair = (run: Run, self: Iterable<NetPair>, key: unknown, type: NetType): NetPair | undefined => {
  if (self instanceof NetDictionary || isFinding(self)) return self.find(key)
  const operations = operationsFor(type)
  for (const one of self) {
    run.step()
    if (areEqual(operations, one.key, key)) return one
  }
  return undefined
}

const reading = {
  'bool ContainsKey(K key)': withTypes(
    (type) => (run, self: Iterable<NetPair>, key: unknown) => findPair(run, self, key, type) !== undefined,
  ),
  'bool TryGetValue(K key, out V value)': withTypes((type, valueType) => {
    const initial = defaultValueOf(valueType)?.value ?? null
    return (run, self: Iterable<NetPair>, key: unknown, value: OutCell<unknown>) => {
      const found = findPair(run, self, key, type)
      value.value = found === undefined ? initial : found.value
      return found !== undefined
    }
  }),
  'IEnumerable<K> Keys { get; }': keysOf,
  'IEnumerable<V> Values { get; }': valuesOf,
}

const getByKey = withTypes((type) => (run, self: Iterable<NetPair>, key: unknown) => {
  const found = findPair(run, self, key, type)
  if (found === undefined) throw keyNotFound(operationsFor(type).toText(key))
  return found.value
})

const setByKey = withRun((run, self: NetDictionary, key: unknown, value: unknown) => {
  run.charge(1)
  self.set(key, value)
})

const changing = {
  'void Add(K key, V value)': withRun((run, self: NetDictionary, key: unknown, value: unknown) => {
    run.charge(1)
    self.add(key, value)
  }),
  'bool Remove(K key)': (self: NetDictionary, key: unknown) => self.remove(key),
  'void Clear()': (self: NetDictionary) => self.clear(),
}

export const dictionaryTypes = [
  pairType,
  defineType({
    name: `${namespace}.IReadOnlyDictionary<K, V>`,
    kind: 'interface',
    implements: [`${namespace}.IReadOnlyCollection<${pair}>`],
    members: { ...reading, 'V this[K key] { get; }': getByKey },
  }),
  defineType({
    name: `${namespace}.IDictionary<K, V>`,
    kind: 'interface',
    implements: [`${namespace}.ICollection<${pair}>`],
    members: { ...reading, ...changing, 'V this[K key] { get; set; }': accessors(getByKey, setByKey) },
  }),
  defineType({
    name: `${namespace}.Dictionary<K, V>`,
    kind: 'class',
    implements: [`${namespace}.IDictionary<K, V>`, `${namespace}.IReadOnlyDictionary<K, V>`],
    represents: NetDictionary,
    members: {
      'Dictionary()': withTypes((key, value) => () => createDictionary(key, value)),
      'Dictionary(int capacity)': withTypes((key, value) => () => createDictionary(key, value)),
      'Dictionary(IEqualityComparer<K> comparer)': withTypes(
        (key, value) => (_run, comparer: unknown) => createDictionary(key, value, comparer),
      ),
      'Dictionary(IDictionary<K, V> dictionary)': withTypes(
        (key, value) => (run, source: Iterable<NetPair> | null) => fill(run, createDictionary(key, value), source),
      ),
      'Dictionary(IDictionary<K, V> dictionary, IEqualityComparer<K> comparer)': withTypes(
        (key, value) => (run, source: Iterable<NetPair> | null, comparer: unknown) =>
          fill(run, createDictionary(key, value, comparer), source),
      ),
      'int Count { get; }': (self: NetDictionary) => self.count,
      'V this[K key] { get; set; }': accessors((self: NetDictionary, key: unknown) => self.get(key), setByKey),
      ...reading,
      ...changing,
      'bool TryAdd(K key, V value)': withRun((run, self: NetDictionary, key: unknown, value: unknown) => {
        run.charge(1)
        return self.tryAdd(key, value)
      }),
      'bool ContainsValue(V value)': withTypes((_key, valueType) => {
        const operations = operationsFor(valueType)
        return (run, self: NetDictionary, value: unknown) => {
          for (const one of self) {
            run.step()
            if (areEqual(operations, one.value, value)) return true
          }
          return false
        }
      }),
    },
  }),
  defineType({
    name: `${namespace}.HashSet<T>`,
    kind: 'class',
    implements: [`${namespace}.ISet<T>`, `${namespace}.IReadOnlyCollection<T>`],
    represents: NetHashSet,
    members: {
      'HashSet()': withTypes((type) => () => createHashSet(type)),
      'HashSet(IEqualityComparer<T> comparer)': withTypes(
        (type) => (_run, comparer: unknown) => createHashSet(type, comparer),
      ),
      'HashSet(IEnumerable<T> collection)': withTypes(
        (type) => (run, source: Iterable<unknown>) => addAll(run, createHashSet(type), source),
      ),
      'HashSet(IEnumerable<T> collection, IEqualityComparer<T> comparer)': withTypes(
        (type) => (run, source: Iterable<unknown>, comparer: unknown) =>
          addAll(run, createHashSet(type, comparer), source),
      ),
      'int Count { get; }': (self: NetHashSet) => self.count,
      ...setMembers,
      'int RemoveWhere(Predicate<T> match)': (self: NetHashSet, match: (item: unknown) => boolean) => {
        const removed = [...self].filter((item) => match(item))
        for (const item of removed) self.remove(item)
        return removed.length
      },
    },
  }),
]
