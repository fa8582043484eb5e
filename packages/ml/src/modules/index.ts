import { enterDataManually } from './data-input-and-output/enter-data-manually.ts'
import { editMetadata } from './manipulation/edit-metadata.ts'
import { selectColumnsInDataset } from './manipulation/select-columns-in-dataset.ts'
import type { Module } from './module.ts'
import { savedDataset } from './saved-datasets/saved-dataset.ts'
import { featureHashing } from './text-analytics/feature-hashing.ts'
import { webServiceInput } from './web-service/web-service-input.ts'
import { webServiceOutput } from './web-service/web-service-output.ts'

/** Every studio module of this installation, by its id. */
export const modules = {
  'edit-metadata': editMetadata,
  'enter-data-manually': enterDataManually,
  'feature-hashing': featureHashing,
  'saved-dataset': savedDataset,
  'select-columns-in-dataset': selectColumnsInDataset,
  'web-service-input': webServiceInput,
  'web-service-output': webServiceOutput,
} as const satisfies Record<string, Module>
