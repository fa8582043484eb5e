import { AppError } from '@sluice/contracts'
import type { CallHandler, ServerCall } from '@sluice/platform'
import { isScoringError, jsonContentType, respondWithError } from './endpoints/error-answer.ts'
import { createRequestResponse, type RequestResponseLimits } from './endpoints/request-response.ts'
import { readSwaggerByEndpoint, readSwaggerByService } from './management/endpoint-document.ts'
import { studioNotFound } from './management/studio-error.ts'
import { readWebServices } from './management/web-service-management.ts'
import { startPage } from './start-page.ts'
import { createStudio } from './studio/create-studio.ts'
import type { StudioServices } from './studio/studio-services.ts'

export interface MachineLearningServices extends StudioServices {
  readonly limits?: RequestResponseLimits
}

const executePath = /^\/workspaces\/([^/?]*)\/services\/([^/?]*)\/execute\/?(?:\?(.*))?$/i
const swaggerPath = /^\/workspaces\/([^/?]*)\/services\/([^/?]*)\/swagger\.json(?:\?.*)?$/i
const webServicesPath =
  /^\/workspaces\/([^/?]*)\/webservices(?:\/([^/?]+)(?:(\/endpoints)(?:\/([^/?]+))?)?)?\/?(?:\?(.*))?$/i
const apiDocumentPath =
  /^(?:\/apihelp)?\/workspaces\/([^/?]*)\/webservices\/([^/?]*)\/endpoints\/([^/?]*)\/apidocument\/?(?:\?.*)?$/i

/** Everything that the ML role answers: scoring, management, descriptions. Their paths do not collide. */
export function createMachineLearning(services: MachineLearningServices): CallHandler {
  const { directory } = services
  const requestResponse = createRequestResponse(services)
  const answer = answerWith(services)
  const studio = createStudio(services)
  return (call) => {
    const { target } = call
    const execute = executePath.exec(target)
    if (execute !== null) {
      const [, workspace = '', service = '', query = ''] = execute
      if (call.method === 'POST') requestResponse(call, { workspace, service, query })
      else answer(call, 'POST', () => undefined)
      return
    }
    if (target.startsWith('/studio/')) return studio(call)
    const swagger = swaggerPath.exec(target)
    if (swagger !== null) {
      const [, workspace = '', service = ''] = swagger
      answer(call, 'GET', () => readSwaggerByService(call, { workspace, service }, directory))
      return
    }
    const apiDocument = apiDocumentPath.exec(target)
    if (apiDocument !== null) {
      const [, workspace = '', webService = '', endpoint = ''] = apiDocument
      answer(call, 'GET', () => readSwaggerByEndpoint(call, { workspace, webService, endpoint }, directory))
      return
    }
    const webServices = webServicesPath.exec(target)
    if (webServices !== null) {
      const [, workspace = '', webService, endpoints, name, query = ''] = webServices
      answer(call, 'GET', () =>
        readWebServices(
          call,
          {
            workspace,
            query,
            ...(webService === undefined ? {} : { webService }),
            ...(endpoints === undefined ? {} : { endpoints: name === undefined ? true : { name: decode(name) } }),
          },
          services,
        ),
      )
      return
    }
    if (/^\/(?:\?.*)?$/.test(target) && (call.method === 'GET' || call.method === 'HEAD')) {
      call.respond({ status: 200, headers: ['Content-Type', 'text/html; charset=utf-8'] }, startPage)
      return
    }
    if (/^\/api(?:[/?]|$)/i.test(target)) studioNotFound(call, services.createRequestId())
    else respondWithError(call, new AppError('ScoringPathNotFound', {}), services.createRequestId())
  }
}

/** Answers with JSON what `read` gives; other methods than `allowed` are refused. */
function answerWith({ createRequestId, log }: MachineLearningServices) {
  return (call: ServerCall, allowed: 'GET' | 'POST', read: () => unknown): void => {
    const requestId = createRequestId()
    const fail = (error: unknown) => {
      if (!isScoringError(error)) log.error('A call failed inside.', { requestId, error })
      respondWithError(call, error, requestId)
    }
    const isRead = allowed === 'GET' && (call.method === 'GET' || call.method === 'HEAD')
    if (!isRead) {
      const error = new AppError('ScoringMethodNotAllowed', { method: call.method, allowed })
      respondWithError(call, error, requestId, ['Allow', allowed === 'GET' ? 'GET, HEAD' : allowed])
      return
    }
    const respond = async () => {
      const body = JSON.stringify(await read())
      call.respond({ status: 200, headers: ['Content-Type', jsonContentType, 'x-ms-request-id', requestId] }, body)
    }
    respond().catch(fail)
  }
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    // Not an encoding: such a name exists nowhere, and its own text says best what was asked for.
    return segment
  }
}
