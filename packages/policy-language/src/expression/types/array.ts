import { defaultValueOf } from '../binding/default-value.ts'
import { argumentException, argumentNullException } from '../net/failures.ts'
import { sortBy } from '../net/sort.ts'
import type { Run } from '../run/run.ts'
import { defineType, withRun, withTypes } from './define-type.ts'
import { toArrayOf } from './list.ts'
import type { NetType } from './net-type.ts'
import { areEqual, operationsFor } from './value-operations.ts'

type Items = unknown[] & Uint8Array

const notNull = (items: Items | null): Items => {
  if (items === null) throw argumentNullException('array')
  return items
}

/** The array keeps its identity; its elements are put in another order. */
function reorder(target: Items, order: readonly unknown[]): void {
  for (let i = 0; i < order.length; i++) target[i] = order[i] as never
}

const byOperations = (does: (compare: (a: unknown, b: unknown) => number, run: Run, items: Items) => unknown) =>
  withTypes((type: NetType) => {
    const { compare } = operationsFor(type)
    return (run, items: Items | null) => does(compare, run, notNull(items))
  })

type Test = (item: unknown) => boolean

export const arrayTypeDefinition = defineType({
  name: 'System.Array',
  kind: 'class',
  implements: ['System.Collections.IEnumerable'],
  members: {
    'int Length { get; }': (self: Items) => self.length,
    'long LongLength { get; }': (self: Items) => BigInt(self.length),
    'int Rank { get; }': () => 1,
    'int GetLength(int dimension)': (self: Items) => self.length,
    'object Clone()': withRun((run, self: Items) => {
      run.charge(self.length)
      return self.slice()
    }),
    'void CopyTo(Array array, int index)': withRun((run, self: Items, target: Items, index: number) => {
      run.step(self.length)
      copy(self, 0, target, index, self.length)
    }),
    'static void Copy(Array sourceArray, Array destinationArray, int length)': withRun(
      (run, source: Items, target: Items, length: number) => {
        run.step(Math.max(0, length))
        copy(source, 0, target, 0, length)
      },
    ),
    'static void Copy(Array sourceArray, int sourceIndex, Array destinationArray, int destinationIndex, int length)':
      withRun((run, source: Items, from: number, target: Items, to: number, length: number) => {
        run.step(Math.max(0, length))
        copy(source, from, target, to, length)
      }),
    'static T[] Empty<T>()': withTypes((type) => () => toArrayOf(type, [])),
    'static void Reverse<T>(T[] array)': (items: Items | null) => {
      notNull(items).reverse()
    },
    'static void Sort<T>(T[] array)': byOperations((compare, run, items) =>
      reorder(items, sortBy<unknown>(run, [...items], compare)),
    ),
    'static void Sort<T>(T[] array, Comparison<T> comparison)': withRun(
      (run, items: Items | null, compare: (a: unknown, b: unknown) => number) =>
        reorder(notNull(items), sortBy<unknown>(run, [...notNull(items)], compare)),
    ),
    'static int IndexOf<T>(T[] array, T value)': withTypes((type) => {
      const operations = operationsFor(type)
      return (run, items: Items | null, value: unknown) => {
        run.step(notNull(items).length)
        return [...notNull(items)].findIndex((item: unknown) => areEqual(operations, item, value))
      }
    }),
    'static int LastIndexOf<T>(T[] array, T value)': withTypes((type) => {
      const operations = operationsFor(type)
      return (run, items: Items | null, value: unknown) => {
        run.step(notNull(items).length)
        return [...notNull(items)].findLastIndex((item: unknown) => areEqual(operations, item, value))
      }
    }),
    'static bool Exists<T>(T[] array, Predicate<T> match)': (items: Items | null, match: Test) =>
      [...notNull(items)].some((item: unknown) => match(item)),
    'static bool TrueForAll<T>(T[] array, Predicate<T> match)': (items: Items | null, match: Test) =>
      [...notNull(items)].every((item: unknown) => match(item)),
    'static T Find<T>(T[] array, Predicate<T> match)': withTypes((type) => {
      const initial = defaultValueOf(type)?.value ?? null
      return (_run, items: Items | null, match: Test) => {
        for (const item of notNull(items)) if (match(item)) return item
        return initial
      }
    }),
    'static T[] FindAll<T>(T[] array, Predicate<T> match)': withTypes(
      (type) => (run, items: Items | null, match: Test) => {
        run.charge(notNull(items).length)
        return toArrayOf(
          type,
          [...notNull(items)].filter((item: unknown) => match(item)),
        )
      },
    ),
    'static int FindIndex<T>(T[] array, Predicate<T> match)': (items: Items | null, match: Test) =>
      [...notNull(items)].findIndex((item: unknown) => match(item)),
    'static void ForEach<T>(T[] array, Action<T> action)': (items: Items | null, action: (item: unknown) => void) => {
      for (const item of notNull(items)) action(item)
    },
    'static R[] ConvertAll<T, R>(T[] array, Converter<T, R> converter)': withTypes(
      (_type, target) => (run, items: Items | null, convert: (item: unknown) => unknown) => {
        run.charge(notNull(items).length)
        return toArrayOf(
          target,
          [...notNull(items)].map((item: unknown) => convert(item)),
        )
      },
    ),
  },
})

function copy(source: Items, from: number, target: Items, to: number, length: number): void {
  if (from < 0 || to < 0 || length < 0 || from + length > source.length || to + length > target.length) {
    throw argumentException(
      "Destination array was not long enough. Check the destination index, length, and the array's lower bounds.",
    )
  }
  const moved = source.slice(from, from + length)
  for (let i = 0; i < length; i++) target[to + i] = moved[i] as never
}
