import { argumentOutOfRangeException } from '../../net/failures.ts'
import { NetGrouping } from '../../net/grouping.ts'
import { NetOrderedSequence } from '../../net/ordered-sequence.ts'
import { defineType, withRun } from '../define-type.ts'
import { filteringMembers } from './filtering.ts'
import { lazy } from './lazy.ts'
import { projectingMembers } from './projecting.ts'
import { reducingMembers } from './reducing.ts'

const sequence = 'System.Collections.Generic.IEnumerable'

export const enumerableTypes = [
  defineType({
    name: 'System.Linq.IGrouping<out K, out T>',
    kind: 'interface',
    implements: [`${sequence}<T>`],
    represents: NetGrouping,
    members: { 'K Key { get; }': (self: NetGrouping) => self.key },
  }),
  defineType({
    name: 'System.Linq.IOrderedEnumerable<T>',
    kind: 'interface',
    implements: [`${sequence}<T>`],
    represents: NetOrderedSequence,
  }),
  /** @see https://learn.microsoft.com/dotnet/api/system.linq.enumerable */
  defineType({
    name: 'System.Linq.Enumerable',
    kind: 'static',
    members: {
      'static IEnumerable<int> Range(int start, int count)': withRun((run, start: number, count: number) => {
        if (count < 0) throw argumentOutOfRangeException('count')
        return lazy(function* () {
          for (let i = 0; i < count; i++) {
            run.step()
            yield start + i
          }
        })
      }),
      'static IEnumerable<T> Repeat<T>(T element, int count)': withRun((run, element: unknown, count: number) => {
        if (count < 0) throw argumentOutOfRangeException('count')
        return lazy(function* () {
          for (let i = 0; i < count; i++) {
            run.step()
            yield element
          }
        })
      }),
      'static IEnumerable<T> Empty<T>()': () => [],
      ...filteringMembers,
      ...projectingMembers,
      ...reducingMembers,
    },
  }),
]
