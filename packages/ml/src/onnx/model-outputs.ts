import { AppError, type ColumnSchema, type ColumnType } from '@sluice/contracts'
import { type Cell, toColumnSchema } from '@sluice/dataflow'
import { probabilityOfClass, scoredLabels, scoredProbabilities } from '../learning/score-table.ts'
import type { ModelOutput } from './model-signature.ts'
import type { OnnxTensor, TensorType } from './onnx-runtime.ts'

/** A column of scores, and where its values stand. */
export interface ScoreColumn {
  readonly schema: ColumnSchema
  readonly output: string
  readonly place: number
}

const columnTypes: { readonly [Type in TensorType]: ColumnType } = {
  float32: 'Double',
  float64: 'Double',
  int64: 'Int64',
  int32: 'Int32',
  int16: 'Int16',
  int8: 'Int16',
  uint8: 'Byte',
  bool: 'Boolean',
  string: 'String',
}
const isFraction = ({ type }: ModelOutput) => type === 'float32' || type === 'float64'

const column = (name: string, { name: output, type }: ModelOutput, place: number): ScoreColumn => ({
  schema: { ...toColumnSchema(name, columnTypes[type]), roles: ['score'] },
  output,
  place,
})

/**
 * The columns of Score Model: a label and its probabilities where a model gives both, one number where that is all.
 * Whatever else a model gives stands under its own name after these.
 * @see reference: AzureML, 1.7
 */
export function scoreColumnsOf(outputs: readonly ModelOutput[], classes: readonly string[]): ScoreColumn[] {
  const label = outputs.find((output) => !isFraction(output) && output.width === 1)
  const probabilities =
    label === undefined ? undefined : outputs.find((output) => isFraction(output) && output.width > 1)
  const [first] = outputs
  if (label !== undefined && probabilities !== undefined) {
    const others = outputs.filter((output) => output !== label && output !== probabilities)
    const labels = column(scoredLabels, label, 0)
    return [...classColumns(labels, probabilities, classes), ...others.flatMap(underOwnName)]
  }
  const main = label ?? (first?.width === 1 ? first : undefined)
  const others = outputs.filter((output) => output !== main)
  return [...(main === undefined ? [] : [column(scoredLabels, main, 0)]), ...others.flatMap(underOwnName)]
}

function classColumns(labels: ScoreColumn, probabilities: ModelOutput, classes: readonly string[]): ScoreColumn[] {
  const { width } = probabilities
  if (classes.length > 0 && classes.length !== width) {
    const reason = `It knows ${width} classes, but ${classes.length} are named.`
    throw new AppError('DataInvalid', { dataset: 'ONNX model', reason })
  }
  if (width === 2) return [labels, column(scoredProbabilities, probabilities, 1)]
  const each = Array.from({ length: width }, (_, place) =>
    column(probabilityOfClass(classes[place] ?? String(place)), probabilities, place),
  )
  return [...each, labels]
}

const underOwnName = (output: ModelOutput): ScoreColumn[] =>
  Array.from({ length: output.width }, (_, place) =>
    column(output.width === 1 ? output.name : `${output.name} no.${place}`, output, place),
  )

/** One value of what a model gave for a row; a fraction that is none is missing. */
export function readScore({ type, data }: OnnxTensor, place: number): Cell {
  const value = data[place] as number | bigint | string | boolean
  if (type === 'bool') return Boolean(value)
  return Number.isNaN(value) ? null : value
}
