import { argumentException } from '../../net/failures.ts'
import { NetGrouping } from '../../net/grouping.ts'
import { NetList } from '../../net/list.ts'
import { iterate, toElements } from '../../net/sequence.ts'
import { NetValueTuple } from '../../net/tuple.ts'
import type { Run } from '../../run/run.ts'
import type { Implementation } from '../define-type.ts'
import { withRun, withTypes } from '../define-type.ts'
import { createDictionary, createHashSet } from '../dictionary.ts'
import { toArrayOf } from '../list.ts'
import type { NetType } from '../net-type.ts'
import { NetStringComparer } from '../string-comparison.ts'
import { operationsFor } from '../value-operations.ts'
import { each, lazy, notNull, type Source } from './lazy.ts'

type Select = (item: unknown, index: number) => unknown

const select = withRun((run, source: Source | null, selector: Select) => {
  const own = notNull(source)
  return lazy(function* () {
    let index = 0
    for (const item of each(run, own)) yield selector(item, index++)
  })
})

const selectMany = withRun((run, source: Source | null, selector: (item: unknown, index: number) => Source) => {
  const own = notNull(source)
  return lazy(function* () {
    let index = 0
    for (const item of each(run, own)) yield* each(run, selector(item, index++))
  })
})

/** Groups in the order in which their keys are met. */
function groups(
  run: Run,
  source: Source,
  keyOf: Select,
  elementOf: Select | undefined,
  [keyType, elementType]: readonly [NetType, NetType],
  comparer: unknown,
): NetGrouping[] {
  const { keyOf: identify } = operationsFor(keyType)
  const found = new Map<unknown, NetGrouping>()
  for (const item of each(run, source)) {
    const key = keyOf(item, 0)
    const id = comparer instanceof NetStringComparer ? comparer.keyOf(key) : identify(key)
    const group = found.get(id) ?? new NetGrouping(key, [keyType, elementType])
    found.set(id, group)
    run.charge(1)
    group.items.push(elementOf === undefined ? item : elementOf(item, 0))
  }
  return [...found.values()]
}

const groupBy = withTypes((type, keyType) => (run, source: Source | null, keyOf: Select, comparer?: unknown) => {
  const own = notNull(source)
  return lazy(function* () {
    yield* groups(run, own, keyOf, undefined, [keyType, type], comparer)
  })
})

const join = (isGroup: boolean) =>
  withTypes(
    (_outer, innerType, keyType) =>
      (
        run,
        outer: Source | null,
        inner: Source | null,
        outerKey: Select,
        innerKey: Select,
        result: (a: unknown, b: unknown) => unknown,
      ) => {
        const first = notNull(outer, 'outer')
        const second = notNull(inner, 'inner')
        const { keyOf } = operationsFor(keyType)
        return lazy(function* () {
          const byKey = new Map<unknown, NetGrouping>()
          for (const group of groups(run, second, innerKey, undefined, [keyType, innerType], null))
            byKey.set(keyOf(group.key), group)
          for (const item of each(run, first)) {
            const key = keyOf(outerKey(item, 0))
            const matching = key === null ? [] : (byKey.get(key)?.items ?? [])
            if (isGroup) yield result(item, matching)
            else for (const other of matching) yield result(item, other)
          }
        })
      },
  )

const toDictionary = (hasElement: boolean) =>
  withTypes((type, keyType, valueType) => (run, source: Source | null, keyOf: Select, ...rest: unknown[]) => {
    const elementOf = hasElement ? (rest[0] as Select) : undefined
    const made = createDictionary(keyType, valueType ?? type, rest.at(-1))
    for (const item of each(run, notNull(source))) {
      run.charge(1)
      made.add(keyOf(item, 0), elementOf === undefined ? item : elementOf(item, 0))
    }
    return made
  })

export const projectingMembers: Readonly<Record<string, Implementation>> = {
  'static IEnumerable<R> Select<T, R>(this IEnumerable<T> source, Func<T, R> selector)': select,
  'static IEnumerable<R> Select<T, R>(this IEnumerable<T> source, Func<T, int, R> selector)': select,
  'static IEnumerable<R> SelectMany<T, R>(this IEnumerable<T> source, Func<T, IEnumerable<R>> selector)': selectMany,
  'static IEnumerable<R> SelectMany<T, R>(this IEnumerable<T> source, Func<T, int, IEnumerable<R>> selector)':
    selectMany,
  'static IEnumerable<R> SelectMany<T, C, R>(this IEnumerable<T> source, Func<T, IEnumerable<C>> collectionSelector, Func<T, C, R> resultSelector)':
    withRun(
      (
        run,
        source: Source | null,
        collection: (item: unknown) => Source,
        result: (a: unknown, b: unknown) => unknown,
      ) => {
        const own = notNull(source)
        return lazy(function* () {
          for (const item of each(run, own)) for (const inner of each(run, collection(item))) yield result(item, inner)
        })
      },
    ),
  'static IEnumerable<R> Zip<A, B, R>(this IEnumerable<A> first, IEnumerable<B> second, Func<A, B, R> resultSelector)':
    withRun((run, first: Source | null, second: Source | null, result: (a: unknown, b: unknown) => unknown) => {
      const a = notNull(first, 'first')
      const b = notNull(second, 'second')
      return lazy(function* () {
        const other = iterate(b)[Symbol.iterator]()
        for (const item of each(run, a)) {
          const next = other.next()
          if (next.done === true) return
          yield result(item, next.value)
        }
      })
    }),
  'static IEnumerable<(A, B)> Zip<A, B>(this IEnumerable<A> first, IEnumerable<B> second)': withTypes(
    (typeA, typeB) => (run, first: Source | null, second: Source | null) => {
      const a = notNull(first, 'first')
      const b = notNull(second, 'second')
      return lazy(function* () {
        const other = iterate(b)[Symbol.iterator]()
        for (const item of each(run, a)) {
          const next = other.next()
          if (next.done === true) return
          yield new NetValueTuple([item, next.value], [typeA, typeB])
        }
      })
    },
  ),
  'static IEnumerable<IGrouping<K, T>> GroupBy<T, K>(this IEnumerable<T> source, Func<T, K> keySelector)': groupBy,
  'static IEnumerable<IGrouping<K, T>> GroupBy<T, K>(this IEnumerable<T> source, Func<T, K> keySelector, IEqualityComparer<K> comparer)':
    groupBy,
  'static IEnumerable<IGrouping<K, E>> GroupBy<T, K, E>(this IEnumerable<T> source, Func<T, K> keySelector, Func<T, E> elementSelector)':
    withTypes((_type, keyType, elementType) => (run, source: Source | null, keyOf: Select, elementOf: Select) => {
      const own = notNull(source)
      return lazy(function* () {
        yield* groups(run, own, keyOf, elementOf, [keyType, elementType], null)
      })
    }),
  'static IEnumerable<R> GroupBy<T, K, R>(this IEnumerable<T> source, Func<T, K> keySelector, Func<K, IEnumerable<T>, R> resultSelector)':
    withTypes(
      (type, keyType) =>
        (run, source: Source | null, keyOf: Select, result: (key: unknown, items: unknown) => unknown) => {
          const own = notNull(source)
          return lazy(function* () {
            for (const group of groups(run, own, keyOf, undefined, [keyType, type], null))
              yield result(group.key, group.items)
          })
        },
    ),
  'static IEnumerable<R> Join<A, B, K, R>(this IEnumerable<A> outer, IEnumerable<B> inner, Func<A, K> outerKeySelector, Func<B, K> innerKeySelector, Func<A, B, R> resultSelector)':
    join(false),
  'static IEnumerable<R> GroupJoin<A, B, K, R>(this IEnumerable<A> outer, IEnumerable<B> inner, Func<A, K> outerKeySelector, Func<B, K> innerKeySelector, Func<A, IEnumerable<B>, R> resultSelector)':
    join(true),
  'static IEnumerable<T> Concat<T>(this IEnumerable<T> first, IEnumerable<T> second)': withRun(
    (run, first: Source | null, second: Source | null) => {
      const sources = [notNull(first, 'first'), notNull(second, 'second')]
      return lazy(function* () {
        for (const source of sources) yield* each(run, source)
      })
    },
  ),
  'static IEnumerable<T> Append<T>(this IEnumerable<T> source, T element)': withRun(
    (run, source: Source | null, element: unknown) => {
      const own = notNull(source)
      return lazy(function* () {
        yield* each(run, own)
        yield element
      })
    },
  ),
  'static IEnumerable<T> Prepend<T>(this IEnumerable<T> source, T element)': withRun(
    (run, source: Source | null, element: unknown) => {
      const own = notNull(source)
      return lazy(function* () {
        yield element
        yield* each(run, own)
      })
    },
  ),
  'static IEnumerable<T[]> Chunk<T>(this IEnumerable<T> source, int size)': withTypes(
    (type) => (run, source: Source | null, size: number) => {
      const own = notNull(source)
      if (size < 1) throw argumentException('Specified argument was out of the range of valid values.', 'size')
      return lazy(function* () {
        let part: unknown[] = []
        for (const item of each(run, own)) {
          part.push(item)
          if (part.length < size) continue
          yield toArrayOf(type, part)
          part = []
        }
        if (part.length > 0) yield toArrayOf(type, part)
      })
    },
  ),
  'static T[] ToArray<T>(this IEnumerable<T> source)': withTypes(
    (type) => (run, source: Source | null) => toArrayOf(type, toElements(run, notNull(source))),
  ),
  'static List<T> ToList<T>(this IEnumerable<T> source)': withTypes(
    (type) => (run, source: Source | null) => new NetList([type], toElements(run, notNull(source))),
  ),
  'static HashSet<T> ToHashSet<T>(this IEnumerable<T> source)': withTypes((type) => (run, source: Source | null) => {
    const made = createHashSet(type)
    for (const item of toElements(run, notNull(source))) made.add(item)
    return made
  }),
  'static Dictionary<K, T> ToDictionary<T, K>(this IEnumerable<T> source, Func<T, K> keySelector)': toDictionary(false),
  'static Dictionary<K, T> ToDictionary<T, K>(this IEnumerable<T> source, Func<T, K> keySelector, IEqualityComparer<K> comparer)':
    toDictionary(false),
  'static Dictionary<K, E> ToDictionary<T, K, E>(this IEnumerable<T> source, Func<T, K> keySelector, Func<T, E> elementSelector)':
    toDictionary(true),
  'static Dictionary<K, E> ToDictionary<T, K, E>(this IEnumerable<T> source, Func<T, K> keySelector, Func<T, E> elementSelector, IEqualityComparer<K> comparer)':
    toDictionary(true),
  'static IEnumerable<T> DefaultIfEmpty<T>(this IEnumerable<T> source, T defaultValue)': withRun(
    (run, source: Source | null, value: unknown) => {
      const own = notNull(source)
      return lazy(function* () {
        let isEmpty = true
        for (const item of each(run, own)) {
          isEmpty = false
          yield item
        }
        if (isEmpty) yield value
      })
    },
  ),
}
