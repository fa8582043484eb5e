import { AppError } from '@sluice/contracts'
import type { Table } from '@sluice/dataflow'
import { toNameList } from '../../web-services/name-list.ts'
import type { NamedTables, Scorer } from '../../web-services/scorer.ts'
import { isRecord } from '../is-record.ts'
import type { ScoreRequest } from '../read-request.ts'
import { createDataReader, type DataReader } from './read-data.ts'

/** The four ways to write rows, of which a body has exactly one. */
const forms = ['dataframe_split', 'dataframe_records', 'instances', 'inputs'] as const
export type Form = (typeof forms)[number]

/** Bodies with one of these are taken as they are, and answered so. */
const unwrappedKeys = ['messages', 'prompt', 'input']

export interface InvocationRequest extends ScoreRequest {
  /** The body was a row by itself; so is the answer. */
  readonly isUnwrapped: boolean
}

/**
 * Reads the body of a call of `/invocations`. With several inputs, each form is an object that has one entry an input.
 * @throws AppError from its function, `InvocationFormInvalid` or those of request-response
 * @see reference: inference protocols, 2
 */
export function createInvocationReader(
  inputs: Scorer['inputs'],
  optional: ReadonlySet<string>,
): (body: unknown) => InvocationRequest {
  const readers = inputs.map(({ name, schema }) => ({ name, reader: createDataReader(name, schema, optional) }))
  const readTables = (form: Form, given: unknown): NamedTables => {
    const [only] = readers
    if (readers.length === 1 && only !== undefined) return { [only.name]: only.reader[form](given) }
    if (readers.length === 0) return {}
    if (!isRecord(given)) throw refuse(`'${form}' must be an object with ${listNames(readers)}.`)
    const unknown = Object.keys(given).filter((name) => !readers.some((one) => one.name === name))
    if (unknown.length > 0) throw new AppError('InvalidInputNames', { names: toNameList(unknown) })
    return Object.fromEntries(readers.map(({ name, reader }) => [name, readInput(given, name, reader, form)]))
  }
  return (body) => {
    if (!isRecord(body)) throw refuse('The body must be a JSON object, not a list or a single value.')
    const given = forms.filter((form) => Object.hasOwn(body, form))
    const [form] = given
    if (given.length > 1)
      throw refuse(`The body must have exactly one of ${forms.join(', ')}; it has ${given.join(', ')}.`)
    if (form !== undefined) {
      return { tables: readTables(form, body[form]), parameters: readParams(body.params), isUnwrapped: false }
    }
    if (!unwrappedKeys.some((key) => Object.hasOwn(body, key))) {
      throw refuse(`The body must have exactly one of ${forms.join(', ')}.`)
    }
    const { params, ...row } = body
    return { tables: readTables('dataframe_records', [row]), parameters: readParams(params), isUnwrapped: true }
  }
}

function readInput(given: Readonly<Record<string, unknown>>, name: string, reader: DataReader, form: Form): Table {
  if (!Object.hasOwn(given, name)) throw new AppError('MissingRequestInput', {}, { target: name })
  return reader[form](given[name])
}

function readParams(params: unknown): Readonly<Record<string, unknown>> {
  if (params === undefined || params === null) return {}
  if (isRecord(params)) return params
  throw refuse("'params' must be an object.")
}

const listNames = (readers: readonly { readonly name: string }[]) =>
  toNameList(
    readers.map(({ name }) => name),
    (name) => `'${name}'`,
  )

export const refuse = (reason: string): AppError => new AppError('InvocationFormInvalid', { reason })
