import { AppError, type Fault } from '@sluice/contracts'
import { toNameList } from '../../web-services/name-list.ts'
import type { NamedTables, Scorer } from '../../web-services/scorer.ts'
import { isRecord } from '../is-record.ts'
import { readCells } from '../read-cells.ts'
import { createNameCheck } from '../read-input.ts'
import type { ScoreRequest } from '../read-request.ts'
import { readTensor, type Tensor } from './read-tensor.ts'
import { nameTensors } from './tensor-names.ts'

export interface InferenceRequest extends ScoreRequest {
  readonly id: string | undefined
  /** Names of the tensors, or tables, to be given; undefined = all. */
  readonly outputs: readonly string[] | undefined
}

export interface InferenceReaderOptions {
  readonly inputs: Scorer['inputs']
  readonly optionalColumns: ReadonlySet<string>
  /** Of the web service: what else stands in `parameters` is for others. */
  readonly parameterNames: readonly string[]
}

/**
 * Reads an inference request: one tensor a column, or one of two dimensions for a whole table.
 * @throws AppError from its function, `InferenceRequestInvalid` or those of request-response
 * @see reference: inference protocols, 1
 */
export function createInferenceReader(options: InferenceReaderOptions): (body: unknown) => InferenceRequest {
  const { inputs } = options
  const columnsByTensor = new Map(nameTensors(inputs).map((named) => [named.tensor, named]))
  const readTables = inputs.map((input) => ({ name: input.name, read: createTableReader(input, options) }))

  return (body) => {
    if (!isRecord(body)) throw refuse('the body must be a JSON object')
    const id = body.id ?? undefined
    if (id !== undefined && typeof id !== 'string') throw refuse('id must be a string')
    if (!Array.isArray(body.inputs)) throw refuse('inputs must be a list')
    const tensorsByPort = new Map<string, Map<string, Tensor>>(inputs.map(({ name }) => [name, new Map()]))
    const unknown: string[] = []
    for (const [index, given] of body.inputs.entries()) {
      const tensor = readTensor(given, `inputs[${index}]`)
      const named = columnsByTensor.get(tensor.name)
      const tensors = tensorsByPort.get(named?.port ?? tensor.name)
      const name = named?.column.name ?? ''
      if (tensors === undefined) unknown.push(tensor.name)
      else if (tensors.has(name)) throw refuse(`the tensor '${tensor.name}' stands twice`)
      else tensors.set(name, tensor)
    }
    if (unknown.length > 0) throw unknownTensors(unknown, [...columnsByTensor.keys()])
    const tables: Record<string, NamedTables[string]> = {}
    for (const { name, read } of readTables) tables[name] = read(tensorsByPort.get(name) ?? new Map())
    return { tables, parameters: readParameters(body.parameters, options), id, outputs: readOutputs(body.outputs) }
  }
}

/** @returns reads the tensors of one table, by column name; under the empty name stands a whole table */
function createTableReader(
  { name: inputName, schema }: Scorer['inputs'][number],
  { optionalColumns }: InferenceReaderOptions,
) {
  const checkNames = createNameCheck(inputName, schema, optionalColumns)
  const readWhole = ({ shape, elements }: Tensor) => {
    const [rowCount = 0, width] = shape
    if (shape.length !== 2 || width !== schema.length) {
      throw refuse(`the tensor '${inputName}' must have the shape [rows, ${schema.length}]`)
    }
    return readCells(inputName, schema, rowCount, (row, column) => elements[row * schema.length + column])
  }
  return (tensors: ReadonlyMap<string, Tensor>) => {
    const whole = tensors.get('')
    if (whole !== undefined) {
      if (tensors.size > 1) throw refuse(`'${inputName}' and tensors of its columns cannot be given together`)
      return readWhole(whole)
    }
    checkNames([...tensors.keys()])
    const rowCount = rowCountOf([...tensors.values()])
    const elements = schema.map(({ name }) => tensors.get(name)?.elements)
    return readCells(inputName, schema, rowCount, (row, column) => elements[column]?.[row] ?? null)
  }
}

function rowCountOf(tensors: readonly Tensor[]): number {
  const faults: Fault[] = []
  const rowCount = tensors[0]?.shape[0] ?? 0
  for (const { name, shape } of tensors) {
    const isColumn = shape.length === 1 || (shape.length === 2 && shape[1] === 1)
    if (isColumn && shape[0] === rowCount) continue
    const message = `The shape is [${shape.join(', ')}] where [${rowCount}] or [${rowCount}, 1] is expected.`
    faults.push({ code: 'Shape', target: name, message })
  }
  if (faults.length > 0) throw refuse('the columns do not have the same number of rows', faults)
  return rowCount
}

function readParameters(given: unknown, { parameterNames }: InferenceReaderOptions): Readonly<Record<string, unknown>> {
  if (given === undefined || given === null) return {}
  if (!isRecord(given)) throw refuse('parameters must be an object')
  const isValue = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value)
  const odd = Object.keys(given).filter((name) => !isValue(given[name]))
  if (odd.length > 0) throw refuse(`parameters must be strings, numbers or booleans, which ${toNameList(odd)} are not`)
  return Object.fromEntries(Object.entries(given).filter(([name]) => parameterNames.includes(name)))
}

function readOutputs(given: unknown): string[] | undefined {
  if (given === undefined || given === null) return undefined
  if (!Array.isArray(given)) throw refuse('outputs must be a list')
  const names = given.map((output: unknown, index) => {
    if (isRecord(output) && typeof output.name === 'string') return output.name
    throw refuse(`outputs[${index}].name must be a string`)
  })
  return names.length === 0 ? undefined : names
}

export const unknownTensors = (names: readonly string[], known: readonly string[]): AppError =>
  refuse(`there is no tensor ${toNameList(names, quoted)}; there are ${toNameList(known, quoted)}`)

const quoted = (name: string) => `'${name}'`

const refuse = (reason: string, faults: readonly Fault[] = []): AppError =>
  new AppError('InferenceRequestInvalid', { reason }, { faults })
