import { AppError, type BatchJobState, batchJobStates, batchStatusCodes } from '@sluice/contracts'

/** What the query of a call about jobs says. */
export interface JobQuery {
  readonly hasVersion: boolean
  readonly skip: number
  readonly top: number
  readonly states?: readonly BatchJobState[]
}

const longestPage = 200

/**
 * @param isVersionOptional whether the query may name no version of the API
 * @throws AppError `BadVersionCall`, `JobQueryInvalid`
 */
export function readJobQuery(query: string, isVersionOptional: boolean): JobQuery {
  const parameters = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(query)) parameters.set(name.toLowerCase(), value)
  const version = parameters.get('api-version')
  if (version === undefined ? !isVersionOptional : version !== '2.0') {
    throw new AppError('BadVersionCall', { version: version ?? 'none' }, { target: 'api-version' })
  }
  const status = parameters.get('status')
  return {
    hasVersion: version !== undefined,
    skip: readCount(parameters, '$skip', 0, Number.MAX_SAFE_INTEGER),
    top: readCount(parameters, '$top', 50, longestPage),
    ...(status === undefined ? {} : { states: readStates(status) }),
  }
}

function readCount(parameters: ReadonlyMap<string, string>, name: string, otherwise: number, largest: number): number {
  const text = parameters.get(name)
  if (text === undefined) return otherwise
  const count = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (count <= largest && (count > 0 || name === '$skip')) return count
  const reason = `It must be a whole number${name === '$top' ? ` from 1 to ${longestPage}` : ''}.`
  throw new AppError('JobQueryInvalid', { parameter: name, reason }, { target: name })
}

function readStates(text: string): readonly BatchJobState[] {
  const wanted = text.split(',').map((word) => word.trim().toLowerCase())
  const known = Object.values(batchStatusCodes)
  const unknown = wanted.find((word) => !known.some((code) => code.toLowerCase() === word))
  if (unknown !== undefined) {
    const reason = `'${unknown}' is none of ${[...new Set(known)].join(', ')}.`
    throw new AppError('JobQueryInvalid', { parameter: 'status', reason }, { target: 'status' })
  }
  return batchJobStates.filter((state) => wanted.includes(batchStatusCodes[state].toLowerCase()))
}
