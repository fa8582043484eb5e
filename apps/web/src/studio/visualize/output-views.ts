import type { OutputViewAnswer } from '@sluice/contracts'

/** What can be looked at of an output; in the address. Models and transformations have one view, whatever it says. */
export const outputViews = ['table', 'stats', 'chart', 'evaluation', 'text'] as const
export type OutputView = (typeof outputViews)[number]

/** Views that an output has, what people come for first. */
export function viewsOf(answer: OutputViewAnswer, module: string | undefined): readonly OutputView[] {
  if (answer.kind !== 'table') return []
  const general: OutputView[] = ['table', 'stats', 'chart']
  if (module === 'evaluate-model' || module === 'cross-validate-model') return ['evaluation', ...general]
  if (module === 'feature-hashing') return [...general, 'text']
  return hasScores(answer.columns) ? [...general, 'evaluation'] : general
}

/** Names as Score Model and Assign Data to Clusters give them. */
function hasScores(columns: Extract<OutputViewAnswer, { kind: 'table' }>['columns']): boolean {
  const names = new Set(columns.map(({ name }) => name))
  if (names.has('Scored Labels')) return columns.some(({ roles }) => roles.includes('label'))
  return names.has('Assignments') && names.has('DistancesToClusterCenter no.0')
}
