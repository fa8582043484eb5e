import { defaultValueOf } from '../../binding/default-value.ts'
import { addDecimals, decimalFromInteger, divideDecimals, NetDecimal } from '../../net/decimal.ts'
import { argumentOutOfRangeException, invalidOperationException, overflowException } from '../../net/failures.ts'
import { iterate } from '../../net/sequence.ts'
import type { Run } from '../../run/run.ts'
import type { Implementation } from '../define-type.ts'
import { withRun, withTypes } from '../define-type.ts'
import { NetStringComparer } from '../string-comparison.ts'
import { areEqual, operationsFor } from '../value-operations.ts'
import { each, notNull, type Source } from './lazy.ts'

type Test = (item: unknown) => boolean

const noElements = () => invalidOperationException('Sequence contains no elements')
const noMatch = () => invalidOperationException('Sequence contains no matching element')

interface Picked {
  readonly isFound: boolean
  readonly value: unknown
}

const nothing: Picked = { isFound: false, value: null }

function first(run: Run, source: Source, test: Test | undefined): Picked {
  for (const item of each(run, source)) if (test === undefined || test(item)) return { isFound: true, value: item }
  return nothing
}

function last(run: Run, source: Source, test: Test | undefined): Picked {
  let found = nothing
  for (const item of each(run, source)) if (test === undefined || test(item)) found = { isFound: true, value: item }
  return found
}

function single(run: Run, source: Source, test: Test | undefined): Picked {
  let found = nothing
  for (const item of each(run, source)) {
    if (test !== undefined && !test(item)) continue
    if (found.isFound) {
      throw invalidOperationException(
        test === undefined
          ? 'Sequence contains more than one element'
          : 'Sequence contains more than one matching element',
      )
    }
    found = { isFound: true, value: item }
  }
  return found
}

/** `First`, `First(test)`, `FirstOrDefault` and so on, of one way to pick. */
function picking(name: string, pick: typeof first): readonly (readonly [string, Implementation])[] {
  const demanding = withRun((run, source: Source | null, test?: Test) => {
    const { isFound, value } = pick(run, notNull(source), test)
    if (!isFound) throw test === undefined ? noElements() : noMatch()
    return value
  })
  const lenient = withTypes((type) => {
    const initial = defaultValueOf(type)?.value ?? null
    return (run, source: Source | null, test?: Test) => {
      const { isFound, value } = pick(run, notNull(source), test)
      return isFound ? value : initial
    }
  })
  return [
    [`static T ${name}<T>(this IEnumerable<T> source)`, demanding],
    [`static T ${name}<T>(this IEnumerable<T> source, Func<T, bool> predicate)`, demanding],
    [`static T ${name}OrDefault<T>(this IEnumerable<T> source)`, lenient],
    [`static T ${name}OrDefault<T>(this IEnumerable<T> source, Func<T, bool> predicate)`, lenient],
  ]
}

const elementAt = (run: Run, source: Source, index: number): Picked => {
  let at = 0
  if (index >= 0) for (const item of each(run, source)) if (at++ === index) return { isFound: true, value: item }
  return nothing
}

/** How numbers of one type are added up. */
interface Sum {
  readonly type: string
  readonly zero: unknown
  readonly add: (a: never, b: never) => unknown
  /** Type of the average, and how it is made of sum and count. */
  readonly average: string
  readonly divide: (sum: never, count: number) => unknown
}

const addInt = (a: number, b: number): number => {
  const sum = a + b
  if (sum !== (sum | 0)) throw overflowException()
  return sum
}

const addLong = (a: bigint, b: bigint): bigint => {
  const sum = a + b
  if (sum !== BigInt.asIntN(64, sum)) throw overflowException()
  return sum
}

const sums: readonly Sum[] = [
  { type: 'int', zero: 0, add: addInt, average: 'double', divide: (sum: number, count) => sum / count },
  { type: 'long', zero: 0n, add: addLong, average: 'double', divide: (sum: bigint, count) => Number(sum) / count },
  {
    type: 'float',
    zero: 0,
    add: (a: number, b: number) => Math.fround(a + b),
    average: 'float',
    divide: (sum: number, count) => Math.fround(sum / count),
  },
  {
    type: 'double',
    zero: 0,
    add: (a: number, b: number) => a + b,
    average: 'double',
    divide: (sum: number, count) => sum / count,
  },
  {
    type: 'decimal',
    zero: NetDecimal.zero,
    add: addDecimals,
    average: 'decimal',
    divide: (sum: NetDecimal, count) => divideDecimals(sum, decimalFromInteger(count)),
  },
]

type Select = (item: unknown) => unknown

/** For numbers themselves and for what a lambda makes of elements; nulls are left out. */
function summing({ type, zero, add, average, divide }: Sum): readonly (readonly [string, Implementation])[] {
  const plus = add as (a: unknown, b: unknown) => unknown
  const share = divide as (sum: unknown, count: number) => unknown
  const total = (run: Run, source: Source | null, select: Select | undefined): { sum: unknown; count: number } => {
    let sum = zero
    let count = 0
    for (const item of each(run, notNull(source))) {
      const value = select === undefined ? item : select(item)
      if (value === null) continue
      sum = plus(sum, value)
      count++
    }
    return { sum, count }
  }
  const sum = withRun((run, source: Source | null, select?: Select) => total(run, source, select).sum)
  const mean = (isNullable: boolean) =>
    withRun((run, source: Source | null, select?: Select) => {
      const { sum: all, count } = total(run, source, select)
      if (count > 0) return share(all, count)
      if (isNullable) return null
      throw noElements()
    })
  return ['', '?'].flatMap((mark) => [
    [`static ${type}${mark} Sum(this IEnumerable<${type}${mark}> source)`, sum] as const,
    [`static ${type}${mark} Sum<T>(this IEnumerable<T> source, Func<T, ${type}${mark}> selector)`, sum] as const,
    [`static ${average}${mark} Average(this IEnumerable<${type}${mark}> source)`, mean(mark === '?')] as const,
    [
      `static ${average}${mark} Average<T>(this IEnumerable<T> source, Func<T, ${type}${mark}> selector)`,
      mean(mark === '?'),
    ] as const,
  ])
}

/** The least or greatest value; nulls do not count. Without any, null where that is possible. */
const extreme = (sign: 1 | -1, isSelected: boolean) =>
  withTypes((type, selected) => {
    const of = isSelected ? (selected ?? type) : type
    const { compare } = operationsFor(of)
    const canBeNull = defaultValueOf(of)?.value === null
    return (run, source: Source | null, select?: Select) => {
      let best: Picked = nothing
      for (const item of each(run, notNull(source))) {
        const value = select === undefined ? item : select(item)
        if (value === null) continue
        if (!best.isFound || compare(value, best.value) * sign > 0) best = { isFound: true, value }
      }
      if (!best.isFound && !canBeNull) throw noElements()
      return best.value
    }
  })

const extremeBy = (sign: 1 | -1) =>
  withTypes((_type, keyType) => {
    const { compare } = operationsFor(keyType)
    return (run, source: Source | null, keyOf: Select) => {
      let best: { readonly item: unknown; readonly key: unknown } | undefined
      for (const item of each(run, notNull(source))) {
        const key = keyOf(item)
        if (best === undefined || compare(key, best.key) * sign > 0) best = { item, key }
      }
      if (best === undefined) throw noElements()
      return best.item
    }
  })

const count = (run: Run, source: Source | null, test?: Test): number => {
  let counted = 0
  for (const item of each(run, notNull(source))) if (test === undefined || test(item)) counted++
  return counted
}

const contains = withTypes((type) => {
  const operations = operationsFor(type)
  return (run, source: Source | null, value: unknown, comparer?: unknown) => {
    for (const item of each(run, notNull(source))) {
      const isEqual =
        comparer instanceof NetStringComparer
          ? comparer.keyOf(item) === comparer.keyOf(value)
          : areEqual(operations, item, value)
      if (isEqual) return true
    }
    return false
  }
})

export const reducingMembers: Readonly<Record<string, Implementation>> = {
  ...Object.fromEntries([...picking('First', first), ...picking('Last', last), ...picking('Single', single)]),
  'static T ElementAt<T>(this IEnumerable<T> source, int index)': withRun(
    (run, source: Source | null, index: number) => {
      const { isFound, value } = elementAt(run, notNull(source), index)
      if (!isFound)
        throw argumentOutOfRangeException(
          'index',
          'Index was out of range. Must be non-negative and less than the size of the collection.',
        )
      return value
    },
  ),
  'static T ElementAtOrDefault<T>(this IEnumerable<T> source, int index)': withTypes((type) => {
    const initial = defaultValueOf(type)?.value ?? null
    return (run, source: Source | null, index: number) => {
      const { isFound, value } = elementAt(run, notNull(source), index)
      return isFound ? value : initial
    }
  }),
  'static bool Any<T>(this IEnumerable<T> source)': withRun(
    (run, source: Source | null) => first(run, notNull(source), undefined).isFound,
  ),
  'static bool Any<T>(this IEnumerable<T> source, Func<T, bool> predicate)': withRun(
    (run, source: Source | null, test: Test) => first(run, notNull(source), test).isFound,
  ),
  'static bool All<T>(this IEnumerable<T> source, Func<T, bool> predicate)': withRun(
    (run, source: Source | null, test: Test) => !first(run, notNull(source), (item) => !test(item)).isFound,
  ),
  'static int Count<T>(this IEnumerable<T> source)': withRun((run, source: Source | null) => count(run, source)),
  'static int Count<T>(this IEnumerable<T> source, Func<T, bool> predicate)': withRun(count),
  'static long LongCount<T>(this IEnumerable<T> source)': withRun((run, source: Source | null) =>
    BigInt(count(run, source)),
  ),
  'static long LongCount<T>(this IEnumerable<T> source, Func<T, bool> predicate)': withRun(
    (run, source: Source | null, test: Test) => BigInt(count(run, source, test)),
  ),
  'static bool Contains<T>(this IEnumerable<T> source, T value)': contains,
  'static bool Contains<T>(this IEnumerable<T> source, T value, IEqualityComparer<T> comparer)': contains,
  'static bool SequenceEqual<T>(this IEnumerable<T> first, IEnumerable<T> second)': withTypes((type) => {
    const operations = operationsFor(type)
    return (run, a: Source | null, b: Source | null) => {
      const other = iterate(notNull(b, 'second'))[Symbol.iterator]()
      for (const item of each(run, notNull(a, 'first'))) {
        const next = other.next()
        if (next.done === true || !areEqual(operations, item, next.value)) return false
      }
      return other.next().done === true
    }
  }),
  ...Object.fromEntries(sums.flatMap(summing)),
  'static T Max<T>(this IEnumerable<T> source)': extreme(1, false),
  'static T Min<T>(this IEnumerable<T> source)': extreme(-1, false),
  'static R Max<T, R>(this IEnumerable<T> source, Func<T, R> selector)': extreme(1, true),
  'static R Min<T, R>(this IEnumerable<T> source, Func<T, R> selector)': extreme(-1, true),
  'static T MaxBy<T, K>(this IEnumerable<T> source, Func<T, K> keySelector)': extremeBy(1),
  'static T MinBy<T, K>(this IEnumerable<T> source, Func<T, K> keySelector)': extremeBy(-1),
  'static T Aggregate<T>(this IEnumerable<T> source, Func<T, T, T> func)': withRun(
    (run, source: Source | null, join: (a: unknown, b: unknown) => unknown) => {
      let result = nothing
      for (const item of each(run, notNull(source))) {
        result = { isFound: true, value: result.isFound ? join(result.value, item) : item }
      }
      if (!result.isFound) throw noElements()
      return result.value
    },
  ),
  'static A Aggregate<T, A>(this IEnumerable<T> source, A seed, Func<A, T, A> func)': withRun(
    (run, source: Source | null, seed: unknown, join: (a: unknown, b: unknown) => unknown) => {
      let result = seed
      for (const item of each(run, notNull(source))) result = join(result, item)
      return result
    },
  ),
  'static R Aggregate<T, A, R>(this IEnumerable<T> source, A seed, Func<A, T, A> func, Func<A, R> resultSelector)':
    withRun((run, source: Source | null, seed: unknown, join: (a: unknown, b: unknown) => unknown, finish: Select) => {
      let result = seed
      for (const item of each(run, notNull(source))) result = join(result, item)
      return finish(result)
    }),
}
