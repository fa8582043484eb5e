import {
  type WebServiceDefinition,
  type WebServiceEndpointDocument,
  webServiceEndpointDocument,
} from '@sluice/contracts'
import { labelColumns } from './label-columns.ts'
import type { Scorer } from './scorer.ts'
import type { ScorerPool } from './scorer-pool.ts'

/** An endpoint as calls meet it. */
export interface ServedEndpoint {
  readonly workspaceId: string
  readonly document: WebServiceEndpointDocument
  /** Columns that callers may leave out. */
  readonly optionalColumns: ReadonlySet<string>
  /**
   * The compiled scorer; a promise while it is being compiled.
   * @throws AppError, always the same, when what was published does not compile
   */
  scorer(): Scorer | Promise<Scorer>
}

/** What stands in the document beside the definition, which endpoints share. */
const endpointSettings = webServiceEndpointDocument.omit({ definition: true })

/** @param body as it is stored. @throws ZodError when it is no endpoint */
export function createServedEndpoint(
  workspaceId: string,
  body: { readonly definition?: unknown },
  pool: ScorerPool,
): ServedEndpoint {
  const { definition: stored, ...settings } = body
  const { definition, scorer } = pool.take(workspaceId, stored)
  const document = { ...endpointSettings.parse(settings), definition }
  return {
    workspaceId,
    document,
    optionalColumns: document.isLabelOptional ? labelsOf(definition) : none,
    scorer,
  }
}

const none: ReadonlySet<string> = new Set()
const known = new WeakMap<WebServiceDefinition, ReadonlySet<string>>()

function labelsOf(definition: WebServiceDefinition): ReadonlySet<string> {
  const labels = known.get(definition) ?? labelColumns(definition)
  known.set(definition, labels)
  return labels
}
