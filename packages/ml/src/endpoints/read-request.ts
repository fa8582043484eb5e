import { AppError } from '@sluice/contracts'
import { toNameList } from '../web-services/name-list.ts'
import type { NamedTables, Scorer } from '../web-services/scorer.ts'
import { isRecord } from './is-record.ts'
import { createInputReader, type InputReader } from './read-input.ts'

export interface ScoreRequest {
  readonly tables: NamedTables
  readonly parameters: Readonly<Record<string, unknown>>
}

export type RequestReader = (body: unknown) => ScoreRequest

/**
 * Reads the body of a call against the inputs of a web service.
 * @param optional columns that may be left out
 * @throws AppError of the classes BadArgument, BadUserArgument and LibraryExecutionError
 * @see reference: AzureML, 1.4 and 1.8
 */
export function createRequestReader(inputs: Scorer['inputs'], optional?: ReadonlySet<string>): RequestReader {
  const readers = new Map<string, InputReader>(
    inputs.map(({ name, schema }) => [name, createInputReader(name, schema, optional)]),
  )
  return (body) => {
    if (body === null) throw new AppError('RequestIsEmpty', {})
    if (!isRecord(body)) throw new AppError('RequestBodyInvalid', {}, at('body', 'The body must be a JSON object.'))
    if (Object.keys(body).length === 0 && inputs.length > 0) throw new AppError('RequestIsEmpty', {})
    const given = readMap(body, 'Inputs')
    const unknown = Object.keys(given).filter((name) => !readers.has(name))
    if (unknown.length > 0) {
      const known = toNameList(inputs.map(({ name }) => `'${name}'`))
      throw new AppError(
        'InvalidInputNames',
        { names: toNameList(unknown) },
        at('Inputs', inputs.length === 0 ? 'The web service has no inputs.' : `The inputs are ${known}.`),
      )
    }
    const tables: Record<string, NamedTables[string]> = {}
    for (const [name, read] of readers) {
      const value = Object.hasOwn(given, name) ? given[name] : undefined
      if (value === undefined || value === null) throw new AppError('MissingRequestInput', {}, { target: name })
      tables[name] = read(value)
    }
    return { tables, parameters: readMap(body, 'GlobalParameters') }
  }
}

/** Absent, null and, from writers that know no empty object, `[]` are an empty map. */
function readMap(body: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, unknown>> {
  const value = body[name]
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return {}
  if (isRecord(value)) return value
  throw new AppError('RequestBodyInvalid', {}, at(name, `${name} must be a JSON object.`))
}

const at = (target: string, message: string) => ({ faults: [{ code: 'Shape', target, message }] })
