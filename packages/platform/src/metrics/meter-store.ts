import type { Store } from '../store/store.ts'
import type { MetricSource } from './metric-sample.ts'
import { createCounters, createHistograms } from './tally.ts'

/** A store that measures how long its calls take. */
export interface MeteredStore {
  readonly store: Store
  readonly source: MetricSource
}

export function meterStore(store: Store): MeteredStore {
  const durations = createHistograms('sluice_database_call_duration_seconds')
  const errors = createCounters('sluice_database_errors_total')

  /** `this` stays the store's own: what it keeps may stand in private fields. */
  const metered =
    <Given extends unknown[], Result>(call: string, work: (...given: Given) => Promise<Result>) =>
    async (...given: Given): Promise<Result> => {
      const startMs = performance.now()
      try {
        return await work.apply(store, given)
      } catch (error) {
        errors.of({ call }).count += 1
        throw error
      } finally {
        durations.of({ call }).observe((performance.now() - startMs) / 1000)
      }
    }

  return {
    store: {
      get: metered('get', store.get),
      list: metered('list', store.list),
      listBelow: metered('listBelow', store.listBelow),
      findByIndex: metered('findByIndex', store.findByIndex),
      find: metered('find', store.find),
      // Its type says nothing that the measured one would not: the result is that of the work.
      transact: metered('transact', store.transact) as Store['transact'],
      readAll: metered('readAll', store.readAll),
      changesAfter: metered('changesAfter', store.changesAfter),
      audit: metered('audit', store.audit),
      onChange: (listener) => store.onChange(listener),
      close: () => store.close(),
    },
    source: () => [...durations.samples(), ...errors.samples()],
  }
}
