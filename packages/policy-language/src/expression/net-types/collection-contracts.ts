import { NetDictionary, NetHashSet } from '../net/dictionary.ts'
import { NetEnumerator } from '../net/enumerator.ts'
import { notSupportedException } from '../net/failures.ts'
import { indexOutOfRange, NetList } from '../net/list.ts'
import { iterate } from '../net/sequence.ts'
import { nullReference } from '../run/net-exception.ts'
import { accessors, defineType, withRun, withTypes } from './define-type.ts'
import type { NetType } from './net-type.ts'
import { setMembers } from './set-members.ts'
import { areEqual, operationsFor } from './value-operations.ts'

/**
 * What the interfaces of collections ask of every class that has them. A class of another library needs only to be
 * iterable; what changes it goes through the class itself.
 */
type Collection = Iterable<unknown> & { readonly count?: number; readonly length?: number }

const countOf = (self: Collection): number => {
  const known = self.count ?? self.length
  if (typeof known === 'number') return known
  let counted = 0
  for (const _ of self) counted++
  return counted
}

function get(self: Collection, index: number): unknown {
  if (self instanceof NetList) return self.get(index)
  let at = 0
  for (const item of iterate(self)) {
    if (at === index) return item
    at++
  }
  throw indexOutOfRange()
}

const isFixed = () => notSupportedException('Collection was of a fixed size.')

function set(self: Collection, index: number, value: unknown): void {
  if (self instanceof NetList) self.set(index, value)
  else if ((Array.isArray(self) || self instanceof Uint8Array) && index >= 0 && index < self.length)
    self[index] = value as never
  else throw indexOutOfRange()
}

function add(self: Collection, value: unknown): void {
  if (self instanceof NetList || self instanceof NetHashSet) self.add(value)
  else throw isFixed()
}

const contains = withTypes((type: NetType) => {
  const operations = operationsFor(type)
  return (run, self: Collection, value: unknown) => {
    for (const item of iterate(self)) {
      run.step()
      if (areEqual(operations, item, value)) return true
    }
    return false
  }
})

const indexOf = withTypes((type: NetType) => {
  const operations = operationsFor(type)
  return (run, self: Collection, value: unknown) => {
    let at = 0
    for (const item of iterate(self)) {
      run.step()
      if (areEqual(operations, item, value)) return at
      at++
    }
    return -1
  }
})

const namespace = 'System.Collections.Generic'

export const interfaceTypes = [
  defineType({ name: 'System.IComparable', kind: 'interface' }),
  defineType({ name: 'System.IDisposable', kind: 'interface' }),
  defineType({ name: 'System.Collections.IEnumerable', kind: 'interface' }),
  defineType({
    name: `${namespace}.IEnumerable<out T>`,
    kind: 'interface',
    implements: ['System.Collections.IEnumerable'],
  }),
  // An extension, so that classes have it which the interface alone would not show.
  defineType({
    name: 'Policies.SequenceExtensions',
    kind: 'static',
    isHidden: true,
    members: {
      'static IEnumerator<T> GetEnumerator<T>(this IEnumerable<T> source)': withTypes(
        (type) => (_run, source: Iterable<unknown> | null) => {
          if (source === null) throw nullReference()
          return new NetEnumerator([type], iterate(source))
        },
      ),
    },
  }),
  defineType({
    name: `${namespace}.IEnumerator<out T>`,
    kind: 'interface',
    implements: ['IDisposable'],
    represents: NetEnumerator,
    members: {
      'T Current { get; }': (self: NetEnumerator) => self.current,
      'bool MoveNext()': withRun((run, self: NetEnumerator) => {
        run.step()
        return self.moveNext()
      }),
      'void Dispose()': () => undefined,
    },
  }),
  defineType({
    name: `${namespace}.ICollection<T>`,
    kind: 'interface',
    implements: [`${namespace}.IEnumerable<T>`],
    members: {
      'int Count { get; }': countOf,
      'bool Contains(T item)': contains,
      'void Add(T item)': withRun((run, self: Collection, item: unknown) => {
        run.charge(1)
        add(self, item)
      }),
      'bool Remove(T item)': withTypes((type) => {
        const operations = operationsFor(type)
        return (_run, self: Collection, item: unknown) => {
          if (self instanceof NetHashSet) return self.remove(item)
          if (!(self instanceof NetList)) throw isFixed()
          const at = self.items.findIndex((one) => areEqual(operations, one, item))
          if (at >= 0) self.change((items) => items.toSpliced(at, 1))
          return at >= 0
        }
      }),
      'void Clear()': (self: Collection) => {
        if (self instanceof NetList) self.change(() => [])
        else if (self instanceof NetHashSet || self instanceof NetDictionary) self.clear()
        else throw isFixed()
      },
    },
  }),
  defineType({
    name: `${namespace}.IList<T>`,
    kind: 'interface',
    implements: [`${namespace}.ICollection<T>`],
    members: {
      'T this[int index] { get; set; }': accessors(get, set),
      'int IndexOf(T item)': indexOf,
      'void Insert(int index, T item)': withRun((run, self: Collection, index: number, item: unknown) => {
        if (!(self instanceof NetList)) throw isFixed()
        if (index < 0 || index > self.count) throw indexOutOfRange()
        run.charge(1)
        self.change((items) => items.toSpliced(index, 0, item))
      }),
      'void RemoveAt(int index)': (self: Collection, index: number) => {
        if (!(self instanceof NetList)) throw isFixed()
        if (index < 0 || index >= self.count) throw indexOutOfRange()
        self.change((items) => items.toSpliced(index, 1))
      },
    },
  }),
  defineType({
    name: `${namespace}.IReadOnlyCollection<out T>`,
    kind: 'interface',
    implements: [`${namespace}.IEnumerable<T>`],
    members: { 'int Count { get; }': countOf },
  }),
  defineType({
    name: `${namespace}.IReadOnlyList<out T>`,
    kind: 'interface',
    implements: [`${namespace}.IReadOnlyCollection<T>`],
    members: { 'T this[int index] { get; }': get },
  }),
  defineType({
    name: `${namespace}.ISet<T>`,
    kind: 'interface',
    implements: [`${namespace}.ICollection<T>`],
    members: setMembers,
  }),
  defineType({
    name: 'System.ArrayOf<T>',
    kind: 'interface',
    isHidden: true,
    implements: [`${namespace}.IList<T>`, `${namespace}.IReadOnlyList<T>`],
  }),
]
