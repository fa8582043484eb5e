import { AppError } from '@sluice/contracts'
import type { ServerCall } from '@sluice/platform'
import { describeEndpoint } from '../management/endpoint-document.ts'
import type { ServedEndpoint, WebServiceDirectory } from '../web-services/web-service-directory.ts'
import type { Answer, CallAnswerer } from './answer-call.ts'
import { type BatchExecutionServices, createBatchExecution } from './batch/batch-execution.ts'
import { decodeSegment } from './decode-segment.ts'
import { mlflow, toMlflowError } from './mlflow/mlflow.ts'
import { modelMetadata, serverMetadata } from './open-inference/model-metadata.ts'
import { createOpenInference, findModel, toInferenceError } from './open-inference/open-inference.ts'
import { requestResponse } from './request-response.ts'
import { readScoreAddress } from './score-address.ts'
import { createScoringEdges, type ScoreTarget, type ScoringServices } from './scoring-edge.ts'

export interface ScoreRouteServices extends ScoringServices {
  readonly directory: WebServiceDirectory
  /** Of the program. */
  readonly version: string
  /** Absent: this installation runs no batch jobs. */
  readonly batch?: Pick<BatchExecutionServices, 'store' | 'jobs' | 'settings'> | undefined
}

const scorePath = /^\/workspaces\/([^/?]*)\/services\/([^/?]*)\/([^?]*?)\/?(?:\?(.*))?$/i
const modelPath = /^v2\/models\/([^/]+)(?:\/versions\/([^/]+))?(?:\/(infer|ready))?$/i

const get = { allowed: ['GET'] }
const inferenceGet = { allowed: ['GET'], toErrorAnswer: toInferenceError }

/**
 * Everything below the scoring address of an endpoint, `/workspaces/{workspace}/services/{endpoint}`: the base URL for
 * clients of each protocol. @returns false when there is nothing at the call's address
 */
export function createScoreRoutes(services: ScoreRouteServices, answer: CallAnswerer): (call: ServerCall) => boolean {
  const { directory, version } = services
  const createEdge = createScoringEdges(services)
  const edges = {
    execute: createEdge(requestResponse),
    invocations: createEdge(mlflow),
    infer: createEdge(createOpenInference(directory)),
  }
  const serveJobs =
    services.batch === undefined ? () => false : createBatchExecution({ ...services, ...services.batch }, answer)
  const find = (target: ScoreTarget): ServedEndpoint => {
    const { workspaceId, endpointId } = readScoreAddress(target.workspace, target.service)
    const endpoint = directory.endpointById(endpointId)
    if (endpoint?.workspaceId !== workspaceId) throw new AppError('WebServiceNotFound', {})
    return endpoint
  }
  const isServing = async (target: ScoreTarget): Promise<boolean> => {
    const endpoint = find(target)
    return Promise.resolve()
      .then(() => endpoint.scorer())
      .then(
        () => true,
        // Why was logged when it was compiled; who asks for health wants to know whether.
        () => false,
      )
  }

  const serveModel = (call: ServerCall, target: ScoreTarget, action: string): void => {
    if (action === 'infer') {
      if (call.method === 'POST') edges.infer(call, target)
      else answer(call, { allowed: ['POST'], toErrorAnswer: toInferenceError }, () => ({ status: 200 }))
      return
    }
    answer(call, inferenceGet, async () => {
      const endpoint = find(target)
      const name = findModel(target, endpoint, directory)
      if (action === '')
        return { status: 200, body: modelMetadata(name, endpoint.document.name, await endpoint.scorer()) }
      const ready = await isServing(target)
      return { status: ready ? 200 : 400, body: { name, ready } }
    })
  }

  const reads: Readonly<Record<string, (call: ServerCall, target: ScoreTarget) => Answer | Promise<Answer>>> = {
    'swagger.json': async (call, target) => ({
      status: 200,
      body: await describeEndpoint(call, find(target), directory, 'swagger'),
    }),
    'openapi.json': async (call, target) => ({
      status: 200,
      body: await describeEndpoint(call, find(target), directory, 'openapi'),
    }),
    version: (_, target) => ({ status: find(target) && 200, contentType: 'text/plain; charset=utf-8', body: version }),
    ping: health,
    health,
  }
  async function health(_: ServerCall, target: ScoreTarget): Promise<Answer> {
    // Not there and not to be loaded are one answer.
    const isLoaded = await isServing(target).catch(() => false)
    return { status: isLoaded ? 200 : 404, body: '\n' }
  }
  const inferenceReads: typeof reads = {
    v2: (_, target) => ({ status: find(target) && 200, body: serverMetadata(version) }),
    // Clients look for either word in either answer.
    'v2/health/live': (_, target) => ({ status: find(target) && 200, body: { live: true, ready: true } }),
    'v2/health/ready': async (_, target) => {
      const ready = await isServing(target)
      return { status: ready ? 200 : 400, body: { live: true, ready } }
    },
  }

  return (call) => {
    const match = scorePath.exec(call.target)
    if (match === null) return false
    const [, workspace = '', service = '', rest = '', query = ''] = match
    const target = { workspace, service, query }
    const name = rest.toLowerCase()
    if (name === 'execute' || name === 'invocations') {
      if (call.method === 'POST') edges[name](call, target)
      else
        answer(call, { allowed: ['POST'], ...(name === 'execute' ? {} : { toErrorAnswer: toMlflowError }) }, () => ({
          status: 200,
        }))
      return true
    }
    const read = Object.hasOwn(reads, name) ? reads[name] : undefined
    if (read !== undefined) {
      answer(call, get, () => read(call, target))
      return true
    }
    const inferenceRead = Object.hasOwn(inferenceReads, name) ? inferenceReads[name] : undefined
    if (inferenceRead !== undefined) {
      answer(call, inferenceGet, () => inferenceRead(call, target))
      return true
    }
    if (serveJobs(call, target, rest)) return true
    const model = modelPath.exec(rest)
    if (model === null) return false
    const [, modelName = '', modelVersion, action = ''] = model
    const named = {
      ...target,
      model: decodeSegment(modelName),
      ...(modelVersion === undefined ? {} : { version: decodeSegment(modelVersion) }),
    }
    serveModel(call, named, action.toLowerCase())
    return true
  }
}
