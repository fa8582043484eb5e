import { AppError, type ColumnSchema } from '@sluice/contracts'
import { toColumnSchema } from '@sluice/dataflow'
import { emptyFeeds } from './model-inputs.ts'
import { scoreColumnsOf } from './model-outputs.ts'
import {
  assertTensorOutputs,
  type ModelInput,
  type ModelOutput,
  namesOtherFiles,
  readInputs,
  tensorTypeOf,
} from './model-signature.ts'
import { loadOnnxRuntime, openOnnxSession } from './onnx-runtime.ts'
import type { OnnxState } from './onnx-scorer.ts'

/**
 * Opens a model once, and sees by a row of nothing what it gives.
 * @param folder of the add-on
 * @throws AppError `LibraryException` without the add-on or for no model; `DataInvalid` for one that tables do not suit
 */
export async function openOnnxModel(
  folder: string,
  model: Uint8Array,
  { featureColumns, classes }: Pick<OnnxState, 'featureColumns' | 'classes'>,
): Promise<OnnxState> {
  const runtime = loadOnnxRuntime(folder)
  if (namesOtherFiles(model)) {
    throw new AppError('DataInvalid', {
      dataset: 'ONNX model',
      reason: 'Parts of it are in other files: save it as one file.',
    })
  }
  const session = await openOnnxSession(runtime, model)
  assertTensorOutputs(session)
  const inputs = readInputs(session)
  const open = inputs.find(({ width }) => width === null)
  if (open !== undefined && inputs.length === 1 && featureColumns.length === 0) {
    const reason = `The input "${open.name}" takes any number of columns: name the feature columns.`
    throw new AppError('DataInvalid', { dataset: 'ONNX model', reason })
  }
  const feeds = emptyFeeds(runtime, inputs, inputs.length === 1 ? featureColumns.length : 1)
  const answers = await session.run(feeds).catch((cause: Error) => {
    throw new AppError('LibraryException', { details: cause.message }, { cause })
  })
  const outputs = session.outputMetadata.map((output): ModelOutput => {
    const answer = answers[output.name]
    const width = answer?.data.length ?? 0
    if (width === 0) {
      throw new AppError('DataInvalid', {
        dataset: 'ONNX model',
        reason: `The output "${output.name}" gives nothing for a row.`,
      })
    }
    return { name: output.name, type: tensorTypeOf(output, 'output'), width }
  })
  const state = { model, inputs, outputs, featureColumns, classes }
  scoreColumnsOf(outputs, classes)
  return state
}

/** Columns that scoring asks for by name; undefined where it takes what features there are. */
export function requiredColumns({ inputs, featureColumns }: OnnxState): ColumnSchema[] | undefined {
  if (inputs.length > 1) return inputs.map((input) => toColumnSchema(input.name, columnTypeOf(input)))
  const [only] = inputs
  if (only === undefined || featureColumns.length === 0) return undefined
  return featureColumns.map((name) => toColumnSchema(name, columnTypeOf(only)))
}

const columnTypeOf = ({ type }: ModelInput) => {
  if (type === 'string') return 'String'
  if (type === 'bool') return 'Boolean'
  if (type === 'int64') return 'Int64'
  return type === 'float32' || type === 'float64' ? 'Double' : 'Int32'
}
