import { type Column, type Table, toDenseColumn } from '@sluice/dataflow'
import type { NamedTables } from '../../web-services/scorer.ts'
import { nativeCells } from '../native-cells.ts'
import { datatypeOf } from './datatypes.ts'
import { type InferenceRequest, unknownTensors } from './read-inference.ts'
import { nameTensors } from './tensor-names.ts'

export interface Answerer {
  readonly modelName: string
  readonly modelVersion: string
}

/** The answer's text, one tensor a column, numbers straight from the columns. @throws AppError for unknown outputs */
export function writeInference(results: NamedTables, request: InferenceRequest, answerer: Answerer): string {
  const tables = Object.entries(results)
  const tensors = nameTensors(tables.map(([name, { schema }]) => ({ name, schema })))
  const wanted = request.outputs === undefined ? undefined : new Set(request.outputs)
  if (wanted !== undefined) {
    const known = new Set([...tensors.map(({ tensor }) => tensor), ...tables.map(([name]) => name)])
    const unknown = [...wanted].filter((name) => !known.has(name))
    if (unknown.length > 0) throw unknownTensors(unknown, [...known])
  }
  const columns = new Map(tables.map(([name, table]) => [name, columnsOf(table)]))
  const outputs = tensors
    .filter(({ tensor, port }) => wanted === undefined || wanted.has(tensor) || wanted.has(port))
    .map(({ tensor, port, index }) =>
      writeTensor(tensor, (columns.get(port) as (() => Column)[])[index] as () => Column),
    )
  const id = request.id === undefined ? '' : `,"id":${JSON.stringify(request.id)}`
  const { modelName, modelVersion } = answerer
  return `{"model_name":${JSON.stringify(modelName)},"model_version":${JSON.stringify(modelVersion)}${id},"outputs":[${outputs.join(',')}]}`
}

/** Columns in order; those that are stored sparsely are only made when they are wanted. */
const columnsOf = (table: Table): (() => Column)[] =>
  table.parts.flatMap((part) =>
    part.kind === 'column' ? [() => part] : part.schema.map((_, index) => () => toDenseColumn(part, index)),
  )

function writeTensor(name: string, read: () => Column): string {
  const column = read()
  const write = nativeCells(column)
  const rowCount = column.values.length
  const cells: string[] = new Array(rowCount)
  for (let row = 0; row < rowCount; row += 1) cells[row] = write(row)
  return `{"name":${JSON.stringify(name)},"shape":[${rowCount}],"datatype":"${datatypeOf[column.type]}","data":[${cells.join(',')}]}`
}
