import { createHash } from 'node:crypto'
import { type WebServiceDefinition, webServiceDefinition } from '@sluice/contracts'
import type { Log } from '@sluice/platform'
import { createScorerServices, type ResourceServices, type WorkspaceHoldings } from './published-resources.ts'
import { compileScorer, type Scorer } from './scorer.ts'

/** What was published, with the one scorer that all endpoints which serve it share. */
export interface PooledDefinition {
  readonly definition: WebServiceDefinition
  /**
   * The compiled scorer; a promise while it is being compiled.
   * @throws AppError, always the same, when what was published does not compile
   */
  scorer(): Scorer | Promise<Scorer>
}

/** Keeps what many endpoints have in common once: ten thousand endpoints of one model hold one model. */
export interface ScorerPool {
  /** @param stored as it stands in a document. @throws ZodError when it is no definition */
  take(workspaceId: string, stored: unknown): PooledDefinition
}

export interface ScorerPoolServices extends ResourceServices {
  readonly log: Log
  holdings(workspaceId: string): WorkspaceHoldings
}

export function createScorerPool(services: ScorerPoolServices): ScorerPool {
  const pooled = new Map<string, WeakRef<PooledDefinition>>()
  const forget = new FinalizationRegistry<string>((key) => {
    // Another one may have come under the same key since.
    if (pooled.get(key)?.deref() === undefined) pooled.delete(key)
  })
  return {
    take(workspaceId, stored) {
      const hash = createHash('sha256').update(JSON.stringify(stored) ?? '')
      const key = `${workspaceId} ${hash.digest('base64')}`
      const known = pooled.get(key)?.deref()
      if (known !== undefined) return known
      const definition = webServiceDefinition.parse(stored)
      const entry = createPooledDefinition(definition, workspaceId, services, () => pooled.delete(key))
      pooled.set(key, new WeakRef(entry))
      forget.register(entry, key)
      return entry
    },
  }
}

function createPooledDefinition(
  definition: WebServiceDefinition,
  workspaceId: string,
  services: ScorerPoolServices,
  onFailure: () => void,
): PooledDefinition {
  let compiled: { readonly scorer: Scorer | Promise<Scorer> } | { readonly error: unknown } | undefined
  const compile = async (): Promise<Scorer> => {
    try {
      const holdings = services.holdings(workspaceId)
      const scorer = await compileScorer(definition, createScorerServices(definition, holdings, services))
      compiled = { scorer }
      return scorer
    } catch (error) {
      compiled = { error }
      // An endpoint that is written again is tried again.
      onFailure()
      services.log.error('A web service does not compile; its calls are answered 500.', { workspaceId, error })
      throw error
    }
  }
  return {
    definition,
    scorer() {
      // Compiled at the first call: the datasets that it may need are put in any order.
      compiled ??= { scorer: compile() }
      if ('error' in compiled) throw compiled.error
      return compiled.scorer
    },
  }
}
