import type { CallRecord, Spread, UsageBatch, UsageSums } from '@sluice/contracts'
import type { DimensionName, Dimensions } from './usage-subjects.ts'

/** Sums of calls by minute, hour, day and week, and single calls, as gateways tell of them. */
export interface UsageStore {
  /**
   * Takes a batch, once: on disk when the promise resolves, and in all that is read from then on. One that was applied
   * before, or is older, is acknowledged again.
   * @param batch its `oldest` says that nothing before it will come any more
   * @throws AppError `UsageBatchMissing` when batches before it are missing that may still come
   */
  accept(batch: UsageBatch): Promise<AcceptedBatch>
  /** Adds what was accepted to the sums; what reads does it first. */
  fold(): Promise<void>
  /** Sums by dimension and interval. Rows without calls are left out. */
  read(query: UsageQuery): Promise<UsageResult>
  /** Single calls, newest first. */
  findRecords(query: RecordQuery): Promise<readonly StoredRecord[]>
  getRecord(service: string, requestId: string): Promise<CallRecord | undefined>
  /** Names of the services that something is kept of. */
  services(): Promise<readonly string[]>
  /** Removes what is older, and what is more, than is to be kept, in small steps. */
  prune(retention: UsageRetention, signal?: AbortSignal): Promise<void>
  /** Removes all of a service, in small steps. */
  purge(service: string): Promise<void>
  close(): Promise<void>
}

export interface AcceptedBatch {
  /** Number of the newest batch of that gateway that is applied. */
  readonly applied: number
  /** How many batches before it never came here, as after the database was set back to an older state. */
  readonly lost: number
}

export interface UsageQuery {
  readonly service: string
  /** Unix milliseconds. */
  readonly from: number
  /** Not part of the range. */
  readonly to: number
  /** Only calls that have all of these; null = only calls that have none. */
  readonly where?: { readonly [Name in DimensionName]?: string | null }
  /** A row for each value of the dimension; `operation` tells apis apart as well. */
  readonly by?: DimensionName
  /** A row for each of these, from 1970 on. Minutes. */
  readonly intervalMinutes?: number
  /** Whether statuses and histograms are wanted. */
  readonly hasSpread?: boolean
}

export interface UsageResult {
  /** The range that was summed up: it may begin earlier and end later where only hours or days are kept. */
  readonly from: number
  readonly to: number
  /** Longer than asked for where only hours or days are kept. */
  readonly intervalMinutes: number | undefined
  readonly rows: readonly UsageResultRow[]
}

export interface UsageResultRow {
  readonly dimensions: Dimensions
  /** Unix milliseconds at which its interval begins; of the range where there are none. */
  readonly at: number
  readonly sums: UsageSums
  readonly spread: Spread
}

export interface RecordQuery {
  readonly service: string
  /** Unix milliseconds. */
  readonly from?: number
  /** Not part of the range. */
  readonly to?: number
  readonly where?: { readonly [Name in DimensionName]?: string | null }
  readonly requestId?: string
  readonly method?: string
  readonly ip?: string
  /** In the URL, without regard to case. */
  readonly text?: string
  /** Ranges of statuses, both ends included; a record has one of them. */
  readonly statuses?: readonly (readonly [number, number])[]
  readonly isRefused?: boolean
  readonly limit: number
  readonly offset?: number
  /** Only records before this one, in the order of the list. */
  readonly before?: RecordPosition
}

export interface RecordPosition {
  readonly timestamp: number
  readonly position: number
}

export interface StoredRecord extends RecordPosition {
  readonly record: CallRecord
}

/** What is kept; a coarser level never shorter than a finer one. */
export interface UsageRetention {
  readonly minutesForDays: number
  readonly hoursForDays: number
  readonly daysForDays: number
  readonly recordsForDays: number
  readonly mostRecords: number
  readonly mostRecordBytes: number
}
