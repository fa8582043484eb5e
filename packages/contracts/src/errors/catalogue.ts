import { batchClientErrors } from './batch-client-errors.ts'
import { consoleErrors } from './console-errors.ts'
import { datasetErrors } from './dataset-errors.ts'
import { explanationErrors } from './explanation-errors.ts'
import { gatewayErrors } from './gateway-errors.ts'
import { managementErrors } from './management-errors.ts'
import { overloadErrors } from './overload-errors.ts'
import { programErrors } from './program-errors.ts'
import { runErrors } from './run-errors.ts'
import { scoringErrors } from './scoring-errors.ts'
import { storageErrors } from './storage-errors.ts'
import { studioErrors } from './studio-errors.ts'

/** The parts of the catalogue, each with the side of the product that answers so. */
export const errorCatalogueParts = {
  program: { ...programErrors, ...batchClientErrors },
  management: { ...managementErrors, ...consoleErrors, ...explanationErrors },
  gateway: { ...gatewayErrors, ...overloadErrors },
  scoring: scoringErrors,
  studio: { ...studioErrors, ...datasetErrors, ...runErrors },
  storage: storageErrors,
} as const

/** Every expected failure of the product. A code stands in one part only and is never used again for something else. */
export const errorCatalogue = {
  ...programErrors,
  ...batchClientErrors,
  ...managementErrors,
  ...consoleErrors,
  ...explanationErrors,
  ...gatewayErrors,
  ...overloadErrors,
  ...scoringErrors,
  ...studioErrors,
  ...datasetErrors,
  ...runErrors,
  ...storageErrors,
} as const

export type ErrorCode = keyof typeof errorCatalogue

/** What the message of this code needs to be told. */
export type ErrorParameters<Code extends ErrorCode> = Parameters<(typeof errorCatalogue)[Code]['message']>[0]
