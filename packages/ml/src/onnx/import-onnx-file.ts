import type { Model } from '../modules/port-values.ts'
import type { OnnxState } from './onnx-scorer.ts'
import { openOnnxModel, requiredColumns } from './open-onnx-model.ts'

/** Id of the module whose learner imported models are. */
export const onnxLearner = 'import-onnx-model'
export const onnxShape = { kind: 'model', learner: onnxLearner, task: 'foreign' } as const

export interface ImportedOnnxModel {
  readonly model: Model
  readonly state: OnnxState
}

/**
 * An ONNX file as a trained model like any other: the file is part of its state.
 * @param folder of the add-on
 * @throws AppError `LibraryException` without the add-on or for no model; `DataInvalid` for one that tables do not suit
 */
export async function importOnnxFile(
  folder: string,
  file: Uint8Array,
  options: Pick<OnnxState, 'featureColumns' | 'classes'>,
): Promise<ImportedOnnxModel> {
  const state = await openOnnxModel(folder, file, options)
  const features = requiredColumns(state)
  const training = features === undefined ? {} : { training: { features } }
  return { state, model: { kind: 'model', shape: { ...onnxShape, ...training }, parameters: {}, state } }
}
