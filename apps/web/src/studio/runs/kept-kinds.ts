/** What an output becomes when it is kept in the workspace. */
export interface KeptKind {
  readonly word: 'saveTable' | 'saveModel' | 'saveTransform'
  /** List of those there are, below the workspace. */
  readonly path: '/datasets' | '/trained-models' | '/transforms'
}

const model: KeptKind = { word: 'saveModel', path: '/trained-models' }

/** By the type of the port; what is not here cannot be kept. */
export const keptKinds: Readonly<Record<string, KeptKind | undefined>> = {
  table: { word: 'saveTable', path: '/datasets' },
  'trained-model': model,
  'trained-clustering-model': model,
  transformation: { word: 'saveTransform', path: '/transforms' },
}
