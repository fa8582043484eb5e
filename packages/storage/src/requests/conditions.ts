import { AppError } from '@sluice/contracts/errors'
import { toPlainTag } from '../metadata/numbers.ts'

/** What must be so of a resource for a request to be carried out. Times are whole seconds in milliseconds since 1970. */
export interface Conditions {
  readonly ifMatch?: readonly string[]
  readonly ifNoneMatch?: readonly string[]
  readonly ifModifiedSince?: number
  readonly ifUnmodifiedSince?: number
}

interface Tagged {
  readonly tag: number
  readonly modifiedMs: number
}

/** @param prefix of the headers: nothing, or `x-ms-source-` */
export function readConditions(header: (name: string) => string | undefined, prefix = ''): Conditions {
  const ifMatch = toTags(header(`${prefix}if-match`))
  const ifNoneMatch = toTags(header(`${prefix}if-none-match`))
  const ifModifiedSince = toTime(`${prefix}if-modified-since`, header(`${prefix}if-modified-since`))
  const ifUnmodifiedSince = toTime(`${prefix}if-unmodified-since`, header(`${prefix}if-unmodified-since`))
  return {
    ...(ifMatch && { ifMatch }),
    ...(ifNoneMatch && { ifNoneMatch }),
    ...(ifModifiedSince !== undefined && { ifModifiedSince }),
    ...(ifUnmodifiedSince !== undefined && { ifUnmodifiedSince }),
  }
}

const toTags = (value: string | undefined): readonly string[] | undefined =>
  value
    ?.split(',')
    .map((tag) =>
      tag
        .trim()
        .replace(/^W\//, '')
        .replace(/^"(.*)"$/, '$1'),
    )
    .filter((tag) => tag !== '')

function toTime(name: string, value: string | undefined): number | undefined {
  if (value === undefined || value === '') return undefined
  const time = Date.parse(value)
  if (Number.isNaN(time)) throw new AppError('InvalidHeaderValue', { header: name, value })
  return time
}

const matches = (tags: readonly string[], { tag }: Tagged): boolean =>
  tags.includes('*') || tags.includes(toPlainTag(tag))
const toSeconds = (ms: number): number => Math.floor(ms / 1000) * 1000

function isMet({ ifMatch, ifUnmodifiedSince }: Conditions, found: Tagged | undefined): boolean {
  if (ifMatch !== undefined && (found === undefined || !matches(ifMatch, found))) return false
  return ifUnmodifiedSince === undefined || found === undefined || toSeconds(found.modifiedMs) <= ifUnmodifiedSince
}

function isChanged({ ifNoneMatch, ifModifiedSince }: Conditions, found: Tagged): boolean {
  if (ifNoneMatch !== undefined) return !matches(ifNoneMatch, found)
  return ifModifiedSince === undefined || toSeconds(found.modifiedMs) > ifModifiedSince
}

/** @throws AppError `ConditionNotMet`, `BlobAlreadyExists` */
export function assertWritable(conditions: Conditions, found: Tagged | undefined): void {
  if (found !== undefined && conditions.ifNoneMatch?.includes('*')) throw new AppError('BlobAlreadyExists', {})
  if (!isMet(conditions, found) || (found !== undefined && !isChanged(conditions, found))) {
    throw new AppError('ConditionNotMet', {})
  }
}

/** Whether to answer 304. @throws AppError `ConditionNotMet` */
export function isUnmodified(conditions: Conditions, found: Tagged): boolean {
  if (!isMet(conditions, found)) throw new AppError('ConditionNotMet', {})
  return !isChanged(conditions, found)
}

/** Of what is copied. @throws AppError `SourceConditionNotMet` */
export function assertSource(conditions: Conditions, found: Tagged): void {
  if (!isMet(conditions, found) || !isChanged(conditions, found)) throw new AppError('SourceConditionNotMet', {})
}
