import type { CallRecord } from '@sluice/contracts'
import type { CallRecordSource } from './call-record-source.ts'

export interface MemoryCallRecords extends CallRecordSource {
  add(record: CallRecord): void
}

/** Records that a test puts there. */
export function createMemoryCallRecords(): MemoryCallRecords {
  const records: CallRecord[] = []
  return {
    add: (record) => void records.push(record),
    findCallRecord: async (service, requestId) =>
      records.find((record) => record.service === service && record.requestId === requestId),
    async oldestRecordMs(service) {
      const times = records.filter((record) => record.service === service).map(({ timestamp }) => timestamp)
      return times.length === 0 ? undefined : Math.min(...times)
    },
  }
}
