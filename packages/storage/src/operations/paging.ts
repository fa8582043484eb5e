import { AppError } from '@sluice/contracts/errors'

const mostEntries = 5000

/** @throws AppError `InvalidQueryParameterValue`, `OutOfRangeInput` */
export function readLimit(query: ReadonlyMap<string, string>): number {
  const text = query.get('maxresults')
  if (text === undefined || text === '') return mostEntries
  if (!/^\d{1,9}$/.test(text)) {
    throw new AppError('InvalidQueryParameterValue', {
      parameter: 'maxresults',
      value: text,
      reason: 'it is no number.',
    })
  }
  if (Number(text) === 0) throw new AppError('OutOfRangeInput', {})
  return Math.min(Number(text), mostEntries)
}

/** A marker is the first name of the next page; what it looks like is nobody's business. */
export const toMarker = (name: string | undefined): string =>
  name === undefined ? '' : `1.${Buffer.from(name, 'utf8').toString('base64url')}`

/** @throws AppError `InvalidQueryParameterValue` */
export function readMarker(query: ReadonlyMap<string, string>): string {
  const text = query.get('marker') ?? ''
  if (text === '') return ''
  const name = Buffer.from(text.slice(2), 'base64url').toString('utf8')
  if (toMarker(name) !== text) {
    throw new AppError('InvalidQueryParameterValue', {
      parameter: 'marker',
      value: text,
      reason: 'it is no marker of a list.',
    })
  }
  return name
}

/** What a list shows beside what it always does. */
export const readIncluded = (query: ReadonlyMap<string, string>): ReadonlySet<string> =>
  new Set((query.get('include') ?? '').toLowerCase().split(',').filter(Boolean))
