import type { ModelShape, ShapeAnswer } from '@sluice/contracts'
import { isFullyKnown, type KnownColumn, knownColumns } from '../column-selector/known-columns.ts'

/** What is known of what goes through a port, as it is shown. */
export type PortKnowledge =
  | { readonly kind: 'unknown'; readonly why: 'notConnected' | 'afterRun' | 'notYet' }
  | { readonly kind: 'columns'; readonly columns: readonly KnownColumn[]; readonly isPartly: boolean }
  | {
      readonly kind: 'model'
      readonly task: ModelShape['task']
      readonly label: string | undefined
      /** Undefined: it is not trained yet. */
      readonly features: readonly KnownColumn[] | undefined
    }
  | { readonly kind: 'transformation'; readonly columns: readonly KnownColumn[] }

/** @param shape undefined until the server has told */
export function toPortKnowledge(shape: ShapeAnswer | undefined, isUnconnected: boolean): PortKnowledge {
  if (isUnconnected) return { kind: 'unknown', why: 'notConnected' }
  if (shape === undefined) return { kind: 'unknown', why: 'notYet' }
  if (shape === null) return { kind: 'unknown', why: 'afterRun' }
  const columns = knownColumns(shape)
  if (columns !== undefined) return { kind: 'columns', columns, isPartly: !columns.every(isFullyKnown) }
  if ('kind' in shape && shape.kind === 'model') {
    return { kind: 'model', task: shape.task, label: shape.training?.label?.name, features: shape.training?.features }
  }
  return 'kind' in shape && shape.kind === 'transformation'
    ? { kind: 'transformation', columns: shape.columns }
    : { kind: 'unknown', why: 'afterRun' }
}
