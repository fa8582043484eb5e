import type { WebServiceDefinition } from '@sluice/contracts'
import { createScorerServices, type ResourceServices } from '../../web-services/published-resources.ts'
import { compileScorer, type Scorer } from '../../web-services/scorer.ts'
import type { EngineJob } from './engine-job.ts'

/** Compiled scorers of a process or a thread: jobs of one definition share one. */
export interface Scorers {
  define(hash: string, definition: WebServiceDefinition): void
  forget(hash: string): void
  scorerOf(job: Pick<EngineJob, 'workspaceId' | 'definitionHash'>): Promise<Scorer>
}

/** Definitions that were used longest ago are compiled again when they are needed. */
const keptScorers = 32

/** Secrets of definitions that come here are in clear. */
export function createScorers(services: Omit<ResourceServices, 'secrets'>): Scorers {
  const definitions = new Map<string, WebServiceDefinition>()
  const compiled = new Map<string, Promise<Scorer>>()
  const resources: ResourceServices = { ...services, secrets: { open: (text) => text } }

  const compile = (workspaceId: string, hash: string): Promise<Scorer> => {
    const definition = definitions.get(hash)
    if (definition === undefined) throw new Error('A job came before its definition.')
    const holdings = {
      workspaceId,
      dataset: () => undefined,
      trainedModel: () => undefined,
      transform: () => undefined,
    }
    const scorer = compileScorer(definition, createScorerServices(definition, holdings, resources))
    // The next job tries again.
    scorer.catch(() => compiled.delete(`${workspaceId} ${hash}`))
    return scorer
  }
  return {
    define: (hash, definition) => void definitions.set(hash, definition),
    forget(hash) {
      definitions.delete(hash)
      for (const key of compiled.keys()) if (key.endsWith(` ${hash}`)) compiled.delete(key)
    },
    async scorerOf({ workspaceId, definitionHash }) {
      const key = `${workspaceId} ${definitionHash}`
      const scorer = compiled.get(key) ?? compile(workspaceId, definitionHash)
      compiled.delete(key)
      compiled.set(key, scorer)
      const [oldest] = compiled.keys()
      if (compiled.size > keptScorers && oldest !== undefined) compiled.delete(oldest)
      return scorer
    },
  }
}
