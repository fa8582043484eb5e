import { AppError } from '@sluice/contracts'
import { type OnnxSession, type OnnxValueMetadata, type TensorType, tensorTypes } from './onnx-runtime.ts'

/** An input of a model: as many values a row. */
export type ModelInput = {
  readonly name: string
  readonly type: TensorType
  /** Values a row; null: as many as are given. */
  readonly width: number | null
  /** 1: rows only; 2: rows and values. */
  readonly rank: 1 | 2
}

export type ModelOutput = {
  readonly name: string
  readonly type: TensorType
  /** Values a row. */
  readonly width: number
}

const refuse = (reason: string) => new AppError('DataInvalid', { dataset: 'ONNX model', reason })

/** @throws AppError `DataInvalid` where rows of a table cannot be put in */
export function readInputs({ inputMetadata }: OnnxSession): ModelInput[] {
  if (inputMetadata.length === 0) throw refuse('It has no inputs.')
  return inputMetadata.map((input) => {
    const { name, shape = [] } = input
    const type = tensorTypeOf(input, 'input')
    const [rows, values] = shape
    if (shape.length < 1 || shape.length > 2) {
      throw refuse(
        `The input "${name}" has ${shape.length} dimensions; rows of a table are [N] or [N, number of columns].`,
      )
    }
    if (typeof rows === 'number' && rows > 1) {
      throw refuse(`The input "${name}" takes exactly ${rows} rows at a time; make the first dimension dynamic.`)
    }
    if (shape.length === 1) return { name, type, width: 1, rank: 1 }
    return { name, type, width: typeof values === 'number' && values > 0 ? values : null, rank: 2 }
  })
}

/** @throws AppError `DataInvalid` for outputs that are no tensors */
export function assertTensorOutputs({ outputMetadata }: OnnxSession): void {
  for (const output of outputMetadata) tensorTypeOf(output, 'output')
}

export function tensorTypeOf({ name, isTensor, type }: OnnxValueMetadata, what: 'input' | 'output'): TensorType {
  if (!isTensor) {
    const rule =
      what === 'output'
        ? 'convert the model with zipmap=False (skl2onnx: options={"zipmap": False}), so that probabilities are a tensor'
        : 'only tensors can be put in'
    throw refuse(`The ${what} "${name}" is a sequence or map: ${rule}.`)
  }
  const known = tensorTypes.find((one) => one === type)
  if (known === undefined)
    throw refuse(`The ${what} "${name}" is a tensor of ${type}; known are ${tensorTypes.join(', ')}.`)
  return known
}

/**
 * Whether the model takes numbers from other files. Read from memory, it would look for these beside the program.
 * Such an entry is a pair of texts in protocol buffers: field 1 "location", field 2 a path.
 */
export function namesOtherFiles(model: Uint8Array): boolean {
  return Buffer.from(model.buffer, model.byteOffset, model.byteLength).includes(
    Buffer.from('\n\u0008location\u0012', 'latin1'),
  )
}
