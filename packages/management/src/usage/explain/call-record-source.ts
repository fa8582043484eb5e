import type { CallRecord } from '@sluice/contracts'

/** Where the records of calls are read. */
export interface CallRecordSource {
  /** @param service name of the instance, in lower case */
  findCallRecord(service: string, requestId: string): Promise<CallRecord | undefined>
  /** Unix milliseconds of the oldest record that is kept; undefined = there is none. */
  oldestRecordMs(service: string): Promise<number | undefined>
}
