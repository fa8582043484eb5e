import { isAppError } from '@sluice/contracts/errors'
import type { ResponseHead } from '@sluice/platform'
import type { CallContext } from './call-context.ts'

export interface ErrorAnswer {
  readonly head: ResponseHead
  readonly body: Uint8Array
}

const encoder = new TextEncoder()

/**
 * The answer to a failure, byte for byte that of the compatible service. What is not an expected failure, and every
 * 500, shows nothing but the id under which the log tells more.
 * @see reference: API Management, 2.6
 */
export function errorAnswer(error: unknown, context: Pick<CallContext, 'requestId'>): ErrorAnswer {
  const chosen = isAppError(error) ? chosenAnswer(error.parameters) : undefined
  if (!isAppError(error) || (error.status === 500 && chosen === undefined)) {
    return answerOf(500, `"message": "Internal server error", "activityId": "${context.requestId}"`)
  }
  const { status = error.status, message = error.message } = chosen ?? {}
  return answerOf(status, `"message": ${JSON.stringify(message)}`, headersOf(error.parameters))
}

/** What a policy document says in place of the catalogue. */
function chosenAnswer(parameters: object): { readonly status?: number; readonly message?: string } | undefined {
  const status = 'answerStatus' in parameters ? parameters.answerStatus : undefined
  const message = 'answerMessage' in parameters ? parameters.answerMessage : undefined
  if (typeof status !== 'number' && typeof message !== 'string') return undefined
  return {
    ...(typeof status === 'number' ? { status } : {}),
    ...(typeof message === 'string' ? { message } : {}),
  }
}

function answerOf(status: number, members: string, headers: readonly string[] = []): ErrorAnswer {
  return {
    head: { status, headers: ['Content-Type', 'application/json', ...headers] },
    body: encoder.encode(`{ "statusCode": ${status}, ${members} }`),
  }
}

/** What an error's parameters say about the answer's headers, whatever the error is. */
function headersOf(parameters: object): readonly string[] {
  const headers: string[] = []
  if ('retryAfterSeconds' in parameters && Number.isFinite(parameters.retryAfterSeconds)) {
    const named = 'retryAfterHeaderName' in parameters ? parameters.retryAfterHeaderName : undefined
    headers.push(typeof named === 'string' ? named : 'Retry-After', String(parameters.retryAfterSeconds))
  }
  if ('realm' in parameters && 'headerName' in parameters) {
    const challenge = `AzureApiManagementKey realm="${parameters.realm}",name="${parameters.headerName}",type="header"`
    headers.push('WWW-Authenticate', challenge)
  }
  if ('webSocketVersion' in parameters) headers.push('Sec-WebSocket-Version', String(parameters.webSocketVersion))
  return headers
}
