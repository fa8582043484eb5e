import type { ModelShape } from '@sluice/contracts'
import type { Model } from '../modules/port-values.ts'
import { featureNames } from './feature-encoding.ts'
import type { MatrixLearner } from './learner.ts'
import type { ModelView } from './model-view.ts'
import type { TrainedState } from './train-model.ts'

/** What the page of a trained model shows. */
export interface ModelDescription {
  readonly shape: ModelShape
  readonly parameters: Model['parameters']
  readonly training: TrainedState['training']
  /** Undefined where the learner has nothing to show. */
  readonly view: ModelView | undefined
}

/** @param model trained by this learner */
export function describeModel(model: Model, learner: MatrixLearner): ModelDescription {
  const { encoding, learned, training } = model.state as TrainedState
  const { features = [], classes = [] } = model.shape.training ?? {}
  const view = learner.describe?.(learned, featureNames(features, encoding), classes)
  return { shape: model.shape, parameters: model.parameters, training, view }
}
