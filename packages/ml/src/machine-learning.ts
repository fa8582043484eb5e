import { AppError } from '@sluice/contracts'
import type { CallHandler } from '@sluice/platform'
import { createClassicRouter } from './classic-studio/classic-router.ts'
import { classicRoutes } from './classic-studio/index.ts'
import { createCallAnswerer } from './endpoints/answer-call.ts'
import type { BatchSettings } from './endpoints/batch/batch-execution.ts'
import { decodeSegment } from './endpoints/decode-segment.ts'
import { respondWithError } from './endpoints/error-answer.ts'
import { createScoreRoutes } from './endpoints/score-routes.ts'
import type { ScoringLimits, ScoringServices } from './endpoints/scoring-edge.ts'
import { readHelp } from './management/help/read-help.ts'
import { allowedMethods, type ManagementTarget, manageWebServices } from './management/web-service-management.ts'
import { startPage } from './start-page.ts'
import { createStudio } from './studio/create-studio.ts'
import type { StudioServices } from './studio/studio-services.ts'
import { createPublisher } from './web-services/publishing/publisher.ts'
import { createClassicRuns } from './web-services/run-results/classic-runs.ts'
import { createOutputSaver } from './web-services/run-results/output-saver.ts'
import { createStaleRuns } from './web-services/run-results/stale-runs.ts'

export interface MachineLearningServices extends Omit<StudioServices, 'publisher'> {
  /** Of the program. */
  readonly version: string
  readonly limits?: ScoringLimits
  readonly onScored?: NonNullable<ScoringServices['onScored']>
  readonly batchSettings?: BatchSettings
}

const webServicesPath =
  /^\/workspaces\/([^/?]*)\/webservices(?:\/([^/?]+)(?:(\/endpoints)(?:\/([^/?]+)(?:\/(refresh|regenerateKey))?)?)?)?\/?(?:\?(.*))?$/i
const helpPath =
  /^(\/apihelp)?\/workspaces\/([^/?]*)\/webservices\/([^/?]*)\/endpoints\/([^/?]*)(?:\/(apidocument|score|jobs|update))?\/?(?:\?.*)?$/i

/** Everything that the ML role answers: scoring, management, descriptions. Their paths do not collide. */
export function createMachineLearning(services: MachineLearningServices): CallHandler {
  const { directory } = services
  const answer = createCallAnswerer(services)
  const batch = services.batchJobs && {
    store: services.store,
    jobs: services.batchJobs,
    settings: services.batchSettings,
  }
  const serveScoring = createScoreRoutes({ ...services, batch }, answer)
  const withPublisher = {
    outputSaver: createOutputSaver(services),
    classicRuns: createClassicRuns(services),
    ...services,
    publisher: createPublisher({ staleRuns: createStaleRuns(services), ...services }),
  }
  const studio = createStudio(withPublisher)
  const classicStudio = createClassicRouter(classicRoutes, withPublisher)
  return (call) => {
    const { target } = call
    if (serveScoring(call)) return
    if (target.startsWith('/studio/')) return studio(call)
    const help = helpPath.exec(target)
    if (help !== null) {
      const [, isHelp, workspace = '', webService = '', endpoint = '', topic] = help
      // Without `/apihelp` before it, only the document is below the address of an endpoint.
      if (isHelp !== undefined || topic?.toLowerCase() === 'apidocument') {
        const place = { workspace, webService, endpoint: decodeSegment(endpoint) }
        answer(call, { allowed: ['GET'] }, () => readHelp(call, place, topic?.toLowerCase(), directory))
        return
      }
    }
    const managed = readManagementTarget(target)
    if (managed !== undefined) {
      answer(call, { allowed: allowedMethods(managed) }, () => manageWebServices(call, managed, services))
      return
    }
    if (/^\/(?:\?.*)?$/.test(target) && (call.method === 'GET' || call.method === 'HEAD')) {
      call.respond({ status: 200, headers: ['Content-Type', 'text/html; charset=utf-8'] }, startPage)
      return
    }
    if (/^\/api(?:[/?]|$)/i.test(target)) classicStudio(call)
    else respondWithError(call, new AppError('ScoringPathNotFound', {}), services.createRequestId())
  }
}

function readManagementTarget(path: string): ManagementTarget | undefined {
  const match = webServicesPath.exec(path)
  if (match === null) return undefined
  const [, workspace = '', webService, endpoints, name, action, query = ''] = match
  return {
    workspace,
    query,
    ...(webService === undefined ? {} : { webService }),
    ...(endpoints === undefined ? {} : { endpoints: name === undefined ? true : { name: decodeSegment(name) } }),
    ...(action === undefined ? {} : { action: action.toLowerCase() === 'refresh' ? 'refresh' : 'regenerateKey' }),
  }
}
