import type { TrainedModelAnswer, TransformAnswer } from '@sluice/contracts'
import type { SavedKind } from './saved-search.ts'

export type Saved = TrainedModelAnswer | TransformAnswer

/** Where the answers are, below the workspace. */
export const savedCollections = { model: '/trained-models', transform: '/transforms' } as const satisfies Record<
  SavedKind,
  string
>

export const savedPath = (kind: SavedKind, id: string): string => `${savedCollections[kind]}/${encodeURIComponent(id)}`

/** The page of one. @param base of the workspace's pages */
export const savedHref = (base: string, kind: SavedKind, id: string): string =>
  `${base}/trained-models/${encodeURIComponent(id)}${kind === 'transform' ? '?kind=transform' : ''}`

/** Id of the module that made it. */
export const moduleOf = ({ shape }: Saved): string => (shape.kind === 'model' ? shape.learner : shape.module)
