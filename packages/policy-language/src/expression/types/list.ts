import { defaultValueOf } from '../binding/default-value.ts'
import {
  argumentException,
  argumentNullException,
  argumentOutOfRangeException,
  invalidOperationException,
} from '../net/failures.ts'
import { indexOutOfRange, NetList, NetQueue, NetStack } from '../net/list.ts'
import { toElements } from '../net/sequence.ts'
import { sortBy } from '../net/sort.ts'
import type { Run } from '../run/run.ts'
import { accessors, defineType, withRun, withTypes } from './define-type.ts'
import type { NetType } from './net-type.ts'
import { areEqual, type Operations, operationsFor } from './value-operations.ts'

type Test = (item: unknown) => boolean

const elements = (run: Run, source: Iterable<unknown> | string | null, parameter = 'collection'): unknown[] => {
  if (source === null) throw argumentNullException(parameter)
  return toElements(run, source)
}

function rangeOf(self: NetList, index: number, count: number): void {
  if (index < 0) throw argumentOutOfRangeException('index', 'Non-negative number required.')
  if (count < 0) throw argumentOutOfRangeException('count', 'Non-negative number required.')
  if (index + count > self.count) {
    throw argumentException(
      'Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.',
    )
  }
}

/** What depends on how elements are compared. */
const comparing = (does: (operations: Operations, run: Run, self: NetList, ...args: never[]) => unknown) =>
  withTypes((type: NetType) => {
    const operations = operationsFor(type)
    return (run, self: NetList, ...args) => does(operations, run, self, ...args)
  })

const indexOf = (operations: Operations, run: Run, self: NetList, item: unknown): number => {
  run.step(self.count)
  return self.items.findIndex((one) => areEqual(operations, one, item))
}

/** Goes through a copy, so that what a lambda does to the list is seen as a change. */
const findIndex = (run: Run, self: NetList, match: Test): number => {
  let at = 0
  for (const item of self) {
    run.step()
    if (match(item)) return at
    at++
  }
  return -1
}

const namespace = 'System.Collections.Generic'

export const listType = defineType({
  name: `${namespace}.List<T>`,
  kind: 'class',
  implements: [`${namespace}.IList<T>`, `${namespace}.IReadOnlyList<T>`],
  represents: NetList,
  members: {
    'List()': withTypes((type) => () => new NetList([type])),
    'List(int capacity)': withTypes((type) => () => new NetList([type])),
    'List(IEnumerable<T> collection)': withTypes(
      (type) => (run, source: Iterable<unknown> | null) => new NetList([type], elements(run, source)),
    ),
    'int Count { get; }': (self: NetList) => self.count,
    'int Capacity { get; }': (self: NetList) => self.count,
    'T this[int index] { get; set; }': accessors(
      (self: NetList, index: number) => self.get(index),
      (self: NetList, index: number, value: unknown) => self.set(index, value),
    ),
    'void Add(T item)': withRun((run, self: NetList, item: unknown) => {
      run.charge(1)
      self.add(item)
    }),
    'void AddRange(IEnumerable<T> collection)': withRun((run, self: NetList, source: Iterable<unknown> | null) => {
      const added = elements(run, source)
      self.change((items) => items.concat(added))
    }),
    'void Insert(int index, T item)': withRun((run, self: NetList, index: number, item: unknown) => {
      if (index < 0 || index > self.count)
        throw argumentOutOfRangeException('index', 'Index must be within the bounds of the List.')
      run.charge(1)
      self.change((items) => {
        items.splice(index, 0, item)
        return undefined
      })
    }),
    'void InsertRange(int index, IEnumerable<T> collection)': withRun(
      (run, self: NetList, index: number, source: Iterable<unknown>) => {
        if (index < 0 || index > self.count) throw argumentOutOfRangeException('index')
        const added = elements(run, source)
        self.change((items) => [...items.slice(0, index), ...added, ...items.slice(index)])
      },
    ),
    'bool Remove(T item)': comparing((operations, run, self, item: unknown) => {
      const at = indexOf(operations, run, self, item)
      if (at >= 0) self.change((items) => items.toSpliced(at, 1))
      return at >= 0
    }),
    'void RemoveAt(int index)': (self: NetList, index: number) => {
      if (index < 0 || index >= self.count) throw indexOutOfRange()
      self.change((items) => items.toSpliced(index, 1))
    },
    'int RemoveAll(Predicate<T> match)': (self: NetList, match: Test) => {
      const before = self.count
      const kept = self.items.filter((item) => !match(item))
      self.change(() => kept)
      return before - kept.length
    },
    'void RemoveRange(int index, int count)': (self: NetList, index: number, count: number) => {
      rangeOf(self, index, count)
      self.change((items) => items.toSpliced(index, count))
    },
    'void Clear()': (self: NetList) => self.change(() => []),
    'bool Contains(T item)': comparing(
      (operations, run, self, item: unknown) => indexOf(operations, run, self, item) >= 0,
    ),
    'int IndexOf(T item)': comparing(indexOf),
    'int LastIndexOf(T item)': comparing((operations, run, self, item: unknown) => {
      run.step(self.count)
      return self.items.findLastIndex((one) => areEqual(operations, one, item))
    }),
    'bool Exists(Predicate<T> match)': withRun((run, self: NetList, match: Test) => findIndex(run, self, match) >= 0),
    'bool TrueForAll(Predicate<T> match)': (self: NetList, match: Test) => [...self].every((item) => match(item)),
    'T Find(Predicate<T> match)': withTypes((type) => {
      const initial = defaultValueOf(type)?.value ?? null
      return (run, self: NetList, match: Test) => {
        const at = findIndex(run, self, match)
        return at < 0 ? initial : self.get(at)
      }
    }),
    'T FindLast(Predicate<T> match)': withTypes((type) => {
      const initial = defaultValueOf(type)?.value ?? null
      return (_run, self: NetList, match: Test) => {
        const at = self.items.findLastIndex((item) => match(item))
        return at < 0 ? initial : self.get(at)
      }
    }),
    'List<T> FindAll(Predicate<T> match)': withRun((run, self: NetList, match: Test) => {
      run.charge(self.count)
      return new NetList(
        self.typeArguments,
        [...self].filter((item) => match(item)),
      )
    }),
    'int FindIndex(Predicate<T> match)': withRun(findIndex),
    'int FindLastIndex(Predicate<T> match)': (self: NetList, match: Test) =>
      self.items.findLastIndex((item) => match(item)),
    'void ForEach(Action<T> action)': (self: NetList, action: (item: unknown) => void) => {
      for (const item of self) action(item)
    },
    'List<R> ConvertAll<R>(Converter<T, R> converter)': withTypes(
      (_type, target) => (run, self: NetList, convert: (item: unknown) => unknown) => {
        run.charge(self.count)
        return new NetList(
          [target],
          [...self].map((item) => convert(item)),
        )
      },
    ),
    'List<T> GetRange(int index, int count)': withRun((run, self: NetList, index: number, count: number) => {
      rangeOf(self, index, count)
      run.charge(count)
      return new NetList(self.typeArguments, self.items.slice(index, index + count))
    }),
    'T[] ToArray()': withRun((run, self: NetList) => {
      run.charge(self.count)
      return toArrayOf(self.typeArguments[0], self.items)
    }),
    'void Reverse()': (self: NetList) => self.change((items) => items.toReversed()),
    'void Sort()': comparing((operations, run, self) => self.change((items) => sortBy(run, items, operations.compare))),
    'void Sort(Comparison<T> comparison)': withRun((run, self: NetList, compare: (a: unknown, b: unknown) => number) =>
      self.change((items) => sortBy(run, items, compare)),
    ),
  },
})

/** `byte[]` has its own representation. */
export const toArrayOf = (type: NetType | undefined, items: readonly unknown[]): unknown =>
  type?.kind === 'named' && type.declaration.keyword === 'byte' ? Uint8Array.from(items as number[]) : [...items]

const empty = (what: string) => invalidOperationException(`${what} empty.`)

export const queueType = defineType({
  name: `${namespace}.Queue<T>`,
  kind: 'class',
  implements: [`${namespace}.IReadOnlyCollection<T>`],
  represents: NetQueue,
  members: {
    'Queue()': withTypes((type) => () => new NetQueue([type])),
    'Queue(IEnumerable<T> collection)': withTypes(
      (type) => (run, source: Iterable<unknown> | null) => new NetQueue([type], elements(run, source)),
    ),
    'int Count { get; }': (self: NetQueue) => self.count,
    'void Enqueue(T item)': withRun((run, self: NetQueue, item: unknown) => {
      run.charge(1)
      self.add(item)
    }),
    'T Dequeue()': (self: NetQueue) => {
      if (self.count === 0) throw empty('Queue')
      const first = self.get(0)
      self.change((items) => items.slice(1))
      return first
    },
    'T Peek()': (self: NetQueue) => {
      if (self.count === 0) throw empty('Queue')
      return self.get(0)
    },
    'bool Contains(T item)': comparing(
      (operations, run, self, item: unknown) => indexOf(operations, run, self, item) >= 0,
    ),
    'void Clear()': (self: NetQueue) => self.change(() => []),
    'T[] ToArray()': (self: NetQueue) => toArrayOf(self.typeArguments[0], self.items),
  },
})

export const stackType = defineType({
  name: `${namespace}.Stack<T>`,
  kind: 'class',
  implements: [`${namespace}.IReadOnlyCollection<T>`],
  represents: NetStack,
  members: {
    'Stack()': withTypes((type) => () => new NetStack([type])),
    'Stack(IEnumerable<T> collection)': withTypes(
      (type) => (run, source: Iterable<unknown> | null) => new NetStack([type], elements(run, source).reverse()),
    ),
    'int Count { get; }': (self: NetStack) => self.count,
    'void Push(T item)': withRun((run, self: NetStack, item: unknown) => {
      run.charge(1)
      self.change((items) => {
        items.unshift(item)
        return undefined
      })
    }),
    'T Pop()': (self: NetStack) => {
      if (self.count === 0) throw empty('Stack')
      const top = self.get(0)
      self.change((items) => items.slice(1))
      return top
    },
    'T Peek()': (self: NetStack) => {
      if (self.count === 0) throw empty('Stack')
      return self.get(0)
    },
    'bool Contains(T item)': comparing(
      (operations, run, self, item: unknown) => indexOf(operations, run, self, item) >= 0,
    ),
    'void Clear()': (self: NetStack) => self.change(() => []),
    'T[] ToArray()': (self: NetStack) => toArrayOf(self.typeArguments[0], self.items),
  },
})
