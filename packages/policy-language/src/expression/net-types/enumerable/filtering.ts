import { NetOrderedSequence } from '../../net/ordered-sequence.ts'
import { iterate, toElements } from '../../net/sequence.ts'
import type { Implementation } from '../define-type.ts'
import { withRun, withTypes } from '../define-type.ts'
import { instanceTestFor } from '../instance-test-for.ts'
import { NetStringComparer } from '../string-comparison.ts'
import { operationsFor } from '../value-operations.ts'
import { each, lazy, notNull, type Source } from './lazy.ts'

type Test = (item: unknown, index: number) => boolean

const keyFor = (type: Parameters<typeof operationsFor>[0], comparer: unknown): ((value: unknown) => unknown) =>
  comparer instanceof NetStringComparer ? (value) => comparer.keyOf(value) : operationsFor(type).keyOf

const where = withRun((run, source: Source | null, test: Test) => {
  const own = notNull(source)
  return lazy(function* () {
    let index = 0
    for (const item of each(run, own)) if (test(item, index++)) yield item
  })
})

const distinct = withTypes((type) => (run, source: Source | null, comparer?: unknown) => {
  const own = notNull(source)
  const keyOf = keyFor(type, comparer)
  return lazy(function* () {
    const seen = new Set<unknown>()
    for (const item of each(run, own)) {
      const key = keyOf(item)
      if (seen.has(key)) continue
      run.charge(1)
      seen.add(key)
      yield item
    }
  })
})

/** `Union`, `Intersect` and `Except` give each element once. */
const combine = (kind: 'union' | 'intersect' | 'except') =>
  withTypes((type) => (run, first: Source | null, second: Source | null, comparer?: unknown) => {
    const a = notNull(first, 'first')
    const b = notNull(second, 'second')
    const keyOf = keyFor(type, comparer)
    return lazy(function* () {
      const seen = new Set<unknown>()
      const others = kind === 'union' ? new Set<unknown>() : new Set(toElements(run, b).map(keyOf))
      const isWanted = (key: unknown): boolean => (kind === 'union' ? true : others.has(key) === (kind === 'intersect'))
      const sources = kind === 'union' ? [a, b] : [a]
      for (const source of sources) {
        for (const item of each(run, source)) {
          const key = keyOf(item)
          if (seen.has(key) || !isWanted(key)) continue
          run.charge(1)
          seen.add(key)
          yield item
        }
      }
    })
  })

const orderBy = (isDescending: boolean, isFirst: boolean) =>
  withTypes(
    (_type, keyType) =>
      (run, source: Source | NetOrderedSequence | null, keyOf: (item: unknown) => unknown, comparer?: unknown) => {
        const own = notNull(source)
        const { compare } = operationsFor(keyType)
        const by =
          comparer instanceof NetStringComparer
            ? (a: unknown, b: unknown) => comparer.compare(a as string, b as string)
            : compare
        const key = { keyOf, compare: isDescending ? (a: unknown, b: unknown) => by(b, a) : by }
        if (!isFirst && own instanceof NetOrderedSequence) return own.thenBy(key)
        return new NetOrderedSequence(run, own, [key])
      },
  )

const ordering = Object.fromEntries(
  (
    [
      ['OrderBy', false, true],
      ['OrderByDescending', true, true],
      ['ThenBy', false, false],
      ['ThenByDescending', true, false],
    ] as const
  ).flatMap(([name, isDescending, isFirst]) => {
    const source = isFirst ? 'IEnumerable<T>' : 'IOrderedEnumerable<T>'
    const head = `static IOrderedEnumerable<T> ${name}<T, K>(this ${source} source, Func<T, K> keySelector`
    const does = orderBy(isDescending, isFirst)
    return [
      [`${head})`, does],
      [`${head}, IComparer<K> comparer)`, does],
    ]
  }),
)

export const filteringMembers: Readonly<Record<string, Implementation>> = {
  'static IEnumerable<T> Where<T>(this IEnumerable<T> source, Func<T, bool> predicate)': where,
  'static IEnumerable<T> Where<T>(this IEnumerable<T> source, Func<T, int, bool> predicate)': where,
  'static IEnumerable<R> OfType<R>(this System.Collections.IEnumerable source)': withTypes(
    (type) => (run, source: Source | null) => {
      const own = notNull(source)
      const test = instanceTestFor(type)
      return lazy(function* () {
        for (const item of each(run, own)) if (test.isOne(item)) yield test.unwrap(item)
      })
    },
  ),
  'static IEnumerable<R> Cast<R>(this System.Collections.IEnumerable source)': withTypes(
    (type) => (run, source: Source | null) => {
      const own = notNull(source)
      const test = instanceTestFor(type)
      return lazy(function* () {
        for (const item of each(run, own)) yield test.cast(item)
      })
    },
  ),
  'static IEnumerable<T> Take<T>(this IEnumerable<T> source, int count)': withRun(
    (run, source: Source | null, count: number) => {
      const own = notNull(source)
      return lazy(function* () {
        let left = count
        if (left <= 0) return
        for (const item of each(run, own)) {
          yield item
          left--
          if (left === 0) return
        }
      })
    },
  ),
  'static IEnumerable<T> TakeLast<T>(this IEnumerable<T> source, int count)': withRun(
    (run, source: Source | null, count: number) => {
      const own = notNull(source)
      return lazy(function* () {
        if (count > 0) yield* toElements(run, own).slice(-count)
      })
    },
  ),
  'static IEnumerable<T> SkipLast<T>(this IEnumerable<T> source, int count)': withRun(
    (run, source: Source | null, count: number) => {
      const own = notNull(source)
      return lazy(function* () {
        const all = toElements(run, own)
        yield* all.slice(0, Math.max(0, all.length - Math.max(0, count)))
      })
    },
  ),
  'static IEnumerable<T> Skip<T>(this IEnumerable<T> source, int count)': withRun(
    (run, source: Source | null, count: number) => {
      const own = notNull(source)
      return lazy(function* () {
        let left = count
        for (const item of each(run, own)) {
          if (left > 0) left--
          else yield item
        }
      })
    },
  ),
  'static IEnumerable<T> TakeWhile<T>(this IEnumerable<T> source, Func<T, bool> predicate)': withRun(
    (run, source: Source | null, test: Test) => {
      const own = notNull(source)
      return lazy(function* () {
        for (const item of each(run, own)) {
          if (!test(item, 0)) return
          yield item
        }
      })
    },
  ),
  'static IEnumerable<T> SkipWhile<T>(this IEnumerable<T> source, Func<T, bool> predicate)': withRun(
    (run, source: Source | null, test: Test) => {
      const own = notNull(source)
      return lazy(function* () {
        let isSkipping = true
        for (const item of each(run, own)) {
          if (isSkipping && test(item, 0)) continue
          isSkipping = false
          yield item
        }
      })
    },
  ),
  'static IEnumerable<T> Distinct<T>(this IEnumerable<T> source)': distinct,
  'static IEnumerable<T> Distinct<T>(this IEnumerable<T> source, IEqualityComparer<T> comparer)': distinct,
  'static IEnumerable<T> Union<T>(this IEnumerable<T> first, IEnumerable<T> second)': combine('union'),
  'static IEnumerable<T> Intersect<T>(this IEnumerable<T> first, IEnumerable<T> second)': combine('intersect'),
  'static IEnumerable<T> Except<T>(this IEnumerable<T> first, IEnumerable<T> second)': combine('except'),
  'static IEnumerable<T> Except<T>(this IEnumerable<T> first, IEnumerable<T> second, IEqualityComparer<T> comparer)':
    combine('except'),
  'static IEnumerable<T> Intersect<T>(this IEnumerable<T> first, IEnumerable<T> second, IEqualityComparer<T> comparer)':
    combine('intersect'),
  'static IEnumerable<T> Union<T>(this IEnumerable<T> first, IEnumerable<T> second, IEqualityComparer<T> comparer)':
    combine('union'),
  ...ordering,
  'static IEnumerable<T> Reverse<T>(this IEnumerable<T> source)': withRun((run, source: Source | null) => {
    const own = notNull(source)
    return lazy(function* () {
      yield* toElements(run, own).reverse()
    })
  }),
  'static IEnumerable<T> AsEnumerable<T>(this IEnumerable<T> source)': (source: Source) => iterate(source),
}
