import type { Model } from '../modules/port-values.ts'
import type { ClusteringState } from './clustering-model.ts'
import { featureNames } from './feature-encoding.ts'
import type { Learner } from './learner.ts'
import type { ModelView } from './model-view.ts'
import type { TrainedState } from './train-model.ts'

/** What the page of a trained model shows beside its shape and settings. */
export interface ModelDescription {
  /** Of models that learned from a label. */
  readonly training: TrainedState['training'] | undefined
  /** Undefined where the learner has nothing to show. */
  readonly view: ModelView | undefined
}

/** @param model trained by this learner */
export function describeModel({ shape, state }: Model, learner: Learner): ModelDescription {
  const { features = [], classes = [] } = shape.training ?? {}
  if (state === undefined || learner.task === 'foreign') return { training: undefined, view: undefined }
  if (learner.task === 'clustering') {
    const { encoding, learned } = state as ClusteringState
    return { training: undefined, view: learner.describe?.(learned, featureNames(features, encoding)) }
  }
  const { encoding, learned, training } = state as TrainedState
  return { training, view: learner.describe?.(learned, featureNames(features, encoding), classes) }
}
