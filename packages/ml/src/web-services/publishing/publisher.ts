import {
  AppError,
  type ExperimentDocument,
  experimentDocument,
  isAppError,
  type PublicationDocument,
  type PublicationStepName,
  type WebServiceDefinition,
} from '@sluice/contracts'
import type { Log, Secrets, Store } from '@sluice/platform'
import { experimentKey } from '../document-keys.ts'
import type { EndpointChangeServices } from '../endpoint-changes.ts'
import { createMachineLearningId } from '../endpoint-keys.ts'
import { completeDefinition, describeGraph, type SampleRows, scoreSampleRow } from '../prepare-publication.ts'
import { createScorerServices, type ResourceServices, type WorkspaceHoldings } from '../published-resources.ts'
import { compileScorer } from '../scorer.ts'
import type { WebServiceDirectory } from '../web-service-directory.ts'
import { type Published, writePublication } from '../write-publication.ts'
import {
  asFailed,
  failInterruptedPublications,
  loadPublication,
  newPublication,
  saveNewPublication,
  savePublication,
  withStep,
} from './publication-record.ts'

export interface PublicationRequest {
  readonly workspaceId: string
  readonly experimentId: string
  /** Default: that of the experiment, or of the web service that is published anew. */
  readonly name?: string | undefined
  readonly description?: string | undefined
  readonly isLabelOptional?: boolean | undefined
  /** The web service that is published anew; undefined = a new one. */
  readonly webServiceId?: string | undefined
  readonly actor: string
}

/** What publishing asks of the part that runs experiments. */
export interface StaleRuns {
  /**
   * Runs what has no result for what stands in the graph now.
   * @returns a row of what reaches each web-service input, where there is one
   * @throws AppError of the module that failed
   */
  runWhatIsStale(
    workspaceId: string,
    experiment: ExperimentDocument,
    options: { readonly actor: string; progress(fraction: number, text: string): void },
  ): Promise<SampleRows>
}

export interface PublisherServices extends EndpointChangeServices, ResourceServices {
  readonly store: Store
  readonly directory: WebServiceDirectory
  readonly secrets: Pick<Secrets, 'seal' | 'open' | 'lookupHash'>
  readonly log: Log
  /** Absent: nothing is run, and what the graph needs must be saved already. */
  readonly staleRuns?: StaleRuns
}

/** Makes web services of experiments, step by step, each to be watched. */
export interface Publisher {
  /** @returns as soon as it is recorded. @throws AppError `ExperimentNotFound`, `WebServiceNotFound` */
  start(request: PublicationRequest): Promise<PublicationDocument>
  /** The publication as it is now and after every change, until it has ended. @throws AppError `PublicationNotFound` */
  watch(workspaceId: string, id: string, signal: AbortSignal): AsyncIterable<PublicationDocument>
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

export function createPublisher(services: PublisherServices): Publisher {
  const { store, directory, clock, randomBytes, log } = services
  const underWay = new Map<string, Promise<void>>()
  const watchers = new Set<Watcher>()
  const now = () => new Date(clock.now()).toISOString()
  const workspaceIds = directory.workspaces().map(({ id }) => id)
  const recovered = failInterruptedPublications(store, workspaceIds, clock).catch((error: unknown) => {
    log.error('Publications that were interrupted could not be ended.', { error })
  })

  const carryOut = async (request: PublicationRequest, experiment: ExperimentDocument, begun: PublicationDocument) => {
    let document = begun
    const tell = async (changed: PublicationDocument) => {
      document = changed
      await savePublication(store, request.workspaceId, document)
      for (const watcher of watchers) watcher.tell(document)
    }
    const step = async <Result>(name: PublicationStepName, work: () => Promise<Result>): Promise<Result> => {
      await tell(withStep(document, name, { state: 'running', startedAt: now() }))
      const result = await work()
      const { state } = document.steps.find((one) => one.name === name) ?? {}
      await tell(withStep(document, name, { endedAt: now(), ...(state === 'running' ? { state: 'succeeded' } : {}) }))
      return result
    }
    /** Progress is shown to who watches; what is stored is the beginning and the end. */
    const progress = (name: PublicationStepName) => (fraction: number, message: string) => {
      document = withStep(document, name, { progress: Math.min(1, Math.max(0, fraction)), message })
      for (const watcher of watchers) watcher.tell(document)
    }
    const mark = (name: PublicationStepName, state: 'skipped' | 'warned', message: string) => {
      document = withStep(document, name, { state, message })
    }
    try {
      const published = await publish(request, experiment, { step, progress, mark })
      await directory.catchUp()
      await tell({
        ...document,
        state: 'succeeded',
        endedAt: now(),
        result: {
          webServiceId: published.webService.id,
          endpointId: published.endpoint.id,
          endpointName: published.endpoint.name,
          isNew: request.webServiceId === undefined,
        },
      })
    } catch (error) {
      if (!isAppError(error) || error.status >= 500)
        log.error('Publishing failed.', { experimentId: experiment.id, error })
      await tell(asFailed(document, error, now()))
    }
  }

  interface Reporting {
    step<Result>(name: PublicationStepName, work: () => Promise<Result>): Promise<Result>
    progress(name: PublicationStepName): (fraction: number, message: string) => void
    mark(name: PublicationStepName, state: 'skipped' | 'warned', message: string): void
  }

  const publish = async (
    request: PublicationRequest,
    experiment: ExperimentDocument,
    { step, progress, mark }: Reporting,
  ): Promise<Published> => {
    const { workspaceId, actor } = request
    const holdings = directory.holdings(workspaceId)
    const described = await step('check', async () => describeGraph(experiment.graph, holdings, services))
    const sampleRows = await step('run', async (): Promise<SampleRows> => {
      const options = { actor, progress: progress('run') }
      if (services.staleRuns !== undefined) {
        return services.staleRuns.runWhatIsStale(workspaceId, experiment, options)
      }
      mark('run', 'skipped', 'Nothing is run here.')
      return {}
    })
    const { definition } = await step('collect', () => completeDefinition(described, holdings, services))
    const complete: WebServiceDefinition = { ...definition, sampleRows }
    // Compiled a second time from nothing but what will be stored: what is not complete shows now, not at a call.
    const scorer = await step('compile', () =>
      compileScorer(complete, createScorerServices(complete, nothingHeld(request.workspaceId), services)),
    )
    await step('test', async () => {
      const needsParameters = complete.parameters.some(({ defaultValue }) => defaultValue === undefined)
      if (scorer.modelOutputs.length > 0) return mark('test', 'skipped', 'It trains a model, for batch execution only.')
      if (needsParameters) return mark('test', 'skipped', 'It has parameters without a default.')
      const refusal = await scoreSampleRow(scorer, sampleRows)
      if (refusal === undefined) return
      const isSample = scorer.inputs.every(({ name }) => Object.hasOwn(sampleRows, name))
      if (isSample) throw refusal
      mark('test', 'warned', `A row with nothing but missing cells cannot be scored: ${refusal.message}`)
    })
    return step('write', () =>
      store.transact({ actor }, (transaction) =>
        writePublication(
          transaction,
          {
            workspaceId,
            webServiceId: request.webServiceId,
            name: nameOf(request, experiment),
            description:
              request.description ?? (request.webServiceId === undefined ? experiment.description : undefined),
            experimentId: experiment.id,
            isLabelOptional: request.isLabelOptional,
            definition: complete,
          },
          services,
        ),
      ),
    )
  }

  const nameOf = ({ workspaceId, webServiceId, name }: PublicationRequest, experiment: ExperimentDocument): string =>
    name ??
    (webServiceId === undefined ? undefined : directory.webService(workspaceId, webServiceId)?.name) ??
    experiment.name

  return {
    async start(request) {
      await recovered
      const { workspaceId, experimentId, webServiceId, actor } = request
      const stored = await store.get(experimentKey(workspaceId, experimentId))
      if (stored === undefined) throw new AppError('ExperimentNotFound', { experiment: experimentId })
      const experiment = experimentDocument.parse(stored.body)
      await directory.catchUp()
      if (webServiceId !== undefined && directory.webService(workspaceId, webServiceId) === undefined) {
        throw new AppError('WebServiceNotFound', {})
      }
      const id = createMachineLearningId(randomBytes)
      const document = newPublication({ id, experimentId, name: nameOf(request, experiment), createdAt: now() })
      await saveNewPublication(store, workspaceId, document, actor)
      const work = carryOut(request, experiment, document).catch((error: unknown) => {
        log.error('How publishing went could not be recorded.', { publicationId: id, error })
      })
      const ended = work.then(() => {
        underWay.delete(id)
        for (const watcher of watchers) watcher.wake()
      })
      underWay.set(id, ended)
      return document
    },
    async *watch(workspaceId, id, signal) {
      const watcher = createWatcher(id)
      watchers.add(watcher)
      signal.addEventListener('abort', watcher.wake)
      try {
        let last = await loadPublication(store, workspaceId, id)
        yield last
        while (last.state === 'running' && !signal.aborted) {
          if (!underWay.has(id) && !watcher.hasNews()) {
            // Of another process, or ended between two looks: only the store tells.
            last = await loadPublication(store, workspaceId, id)
            yield last
            return
          }
          for (const document of await watcher.takeNews()) {
            last = document
            yield document
          }
        }
      } finally {
        watchers.delete(watcher)
        signal.removeEventListener('abort', watcher.wake)
      }
    },
    async idle() {
      await recovered
      await Promise.all(underWay.values())
    },
  }
}

const nothingHeld = (workspaceId: string): WorkspaceHoldings => ({
  workspaceId,
  dataset: () => undefined,
  trainedModel: () => undefined,
  transform: () => undefined,
})

interface Watcher {
  tell(document: PublicationDocument): void
  /** Lets `takeNews` go on, with nothing if need be. */
  readonly wake: () => void
  hasNews(): boolean
  takeNews(): Promise<PublicationDocument[]>
}

function createWatcher(id: string): Watcher {
  const news: PublicationDocument[] = []
  let waiting = Promise.withResolvers<void>()
  const wake = () => waiting.resolve()
  return {
    tell(document) {
      if (document.id !== id) return
      news.push(document)
      wake()
    },
    wake,
    hasNews: () => news.length > 0,
    async takeNews() {
      await waiting.promise
      waiting = Promise.withResolvers()
      return news.splice(0)
    },
  }
}
