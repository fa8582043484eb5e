import type { NetHashSet } from '../net/dictionary.ts'
import { argumentNullException } from '../net/failures.ts'
import { iterate, toElements } from '../net/sequence.ts'
import type { Run } from '../run/run.ts'
import { type Implementation, withRun } from './define-type.ts'

/** Puts all elements into the set, each counted. @throws System.ArgumentNullException */
export function addAll(run: Run, target: NetHashSet, source: Iterable<unknown> | string | null): NetHashSet {
  if (source === null) throw argumentNullException('collection')
  for (const item of iterate(source)) {
    run.step()
    run.charge(1)
    target.add(item)
  }
  return target
}

/** What `HashSet<T>` and `ISet<T>` have in common. */
export const setMembers: Readonly<Record<string, Implementation>> = {
  'bool Add(T item)': withRun((run, self: NetHashSet, item: unknown) => {
    run.charge(1)
    return self.add(item)
  }),
  'bool Contains(T item)': (self: NetHashSet, item: unknown) => self.has(item),
  'bool Remove(T item)': (self: NetHashSet, item: unknown) => self.remove(item),
  'void Clear()': (self: NetHashSet) => self.clear(),
  'void UnionWith(IEnumerable<T> other)': withRun((run, self: NetHashSet, other: Iterable<unknown>) => {
    addAll(run, self, other)
  }),
  'void ExceptWith(IEnumerable<T> other)': withRun((run, self: NetHashSet, other: Iterable<unknown>) => {
    for (const item of toElements(run, other)) self.remove(item)
  }),
  'void IntersectWith(IEnumerable<T> other)': withRun((run, self: NetHashSet, other: Iterable<unknown>) => {
    const kept = addAll(run, self.emptyCopy(), other)
    for (const item of [...self]) if (!kept.has(item)) self.remove(item)
  }),
  'bool IsSubsetOf(IEnumerable<T> other)': withRun((run, self: NetHashSet, other: Iterable<unknown>) => {
    const all = addAll(run, self.emptyCopy(), other)
    return [...self].every((item) => all.has(item))
  }),
  'bool IsSupersetOf(IEnumerable<T> other)': withRun((run, self: NetHashSet, other: Iterable<unknown>) =>
    toElements(run, other).every((item) => self.has(item)),
  ),
  'bool IsProperSubsetOf(IEnumerable<T> other)': withRun((run, self: NetHashSet, other: Iterable<unknown>) => {
    const all = addAll(run, self.emptyCopy(), other)
    return all.count > self.count && [...self].every((item) => all.has(item))
  }),
  'bool IsProperSupersetOf(IEnumerable<T> other)': withRun((run, self: NetHashSet, other: Iterable<unknown>) => {
    const all = addAll(run, self.emptyCopy(), other)
    return all.count < self.count && [...all].every((item) => self.has(item))
  }),
  'void SymmetricExceptWith(IEnumerable<T> other)': withRun((run, self: NetHashSet, other: Iterable<unknown>) => {
    for (const item of [...addAll(run, self.emptyCopy(), other)]) if (!self.remove(item)) self.add(item)
  }),
  'bool Overlaps(IEnumerable<T> other)': withRun((run, self: NetHashSet, other: Iterable<unknown>) =>
    toElements(run, other).some((item) => self.has(item)),
  ),
  'bool SetEquals(IEnumerable<T> other)': withRun((run, self: NetHashSet, other: Iterable<unknown>) => {
    const all = addAll(run, self.emptyCopy(), other)
    return all.count === self.count && [...self].every((item) => all.has(item))
  }),
}
