import type { UsageCell } from '@sluice/contracts'
import { mergeCells } from '@sluice/gateway'

/** What was counted for a while, before it is a batch. */
export interface UsagePart {
  readonly cells: readonly UsageCell[]
  /** Each a `CallRecord` as JSON: nobody here needs to read them. */
  readonly records: readonly string[]
  readonly recordsLeftOut: number
  readonly callsFolded: number
}

export const isEmptyPart = ({ cells, records }: UsagePart): boolean => cells.length === 0 && records.length === 0

/** All of them as one, cells that agree added up. */
export function mergeParts(parts: readonly UsagePart[]): UsagePart {
  const sum = (read: (part: UsagePart) => number) => parts.reduce((total, part) => total + read(part), 0)
  return {
    cells: mergeCells(parts.flatMap(({ cells }) => cells)),
    records: parts.flatMap(({ records }) => records),
    recordsLeftOut: sum(({ recordsLeftOut }) => recordsLeftOut),
    callsFolded: sum(({ callsFolded }) => callsFolded),
  }
}

/** The cells without the records. */
export const withoutRecords = (part: UsagePart): UsagePart => ({
  ...part,
  records: [],
  recordsLeftOut: part.recordsLeftOut + part.records.length,
})

/** What is told apart when there is little room left, the finer one first. */
export type Coarseness = 'hour' | 'day'

const minutesOf: Readonly<Record<Coarseness, number>> = { hour: 60, day: 1_440 }

/** Sums of an hour by API and status, or of a day by status. No call is lost, but when and whose it was. */
export function coarsen(part: UsagePart, coarseness: Coarseness): UsagePart {
  const minutes = minutesOf[coarseness]
  const cells = part.cells.map(
    ({ minute, service, api, status, calls, bytesIn, bytesOut, apiTime, serviceTime }): UsageCell => ({
      minute: minute - (minute % minutes),
      service,
      ...(api === undefined || coarseness === 'day' ? {} : { api }),
      status,
      cache: 'none',
      calls,
      bytesIn,
      bytesOut,
      apiTime,
      serviceTime,
    }),
  )
  const calls = cells.reduce((total, cell) => total + cell.calls, 0)
  const merged = mergeParts([{ ...withoutRecords(part), cells }])
  // Those that lacked dimensions before are among them.
  return { ...merged, callsFolded: Math.max(part.callsFolded, calls) }
}

/** One line of JSON. */
export const toText = (part: UsagePart): string => `{${membersOf(part)}}`

/** The members that a part shares with a batch. */
export const membersOf = ({ cells, records, recordsLeftOut, callsFolded }: UsagePart): string =>
  `"cells":${JSON.stringify(cells)},"records":[${records.join(',')}],"recordsLeftOut":${recordsLeftOut},"callsFolded":${callsFolded}`

/** @throws SyntaxError when it is cut off */
export function parsePart(text: string): UsagePart {
  const { cells, records, recordsLeftOut, callsFolded } = JSON.parse(text) as UsagePart
  return { cells, records: records.map((record) => JSON.stringify(record)), recordsLeftOut, callsFolded }
}
