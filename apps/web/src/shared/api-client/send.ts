import { ApiError, type FieldFault, noAnswer } from './api-error.ts'
import { csrfToken, reportExpiry } from './session-state.ts'

export interface SendOptions {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly body?: unknown
  readonly ifMatch?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  /** True where 401 is an answer like another, as with signing in. */
  readonly isAnonymous?: boolean
}

export interface Answer<Body> {
  readonly body: Body
  readonly entityTag: string | undefined
  readonly status: number
  readonly headers: Headers
}

/**
 * One call to the server that this page came from.
 * @throws ApiError for every answer that is no success, and with status 0 when none came
 */
export async function send<Body>(path: string, options: SendOptions = {}): Promise<Answer<Body>> {
  const response = await fetchAnswer(path, options)
  const text = await response.text()
  return {
    body: (text === '' ? undefined : parse(text)) as Body,
    entityTag: response.headers.get('etag') ?? undefined,
    status: response.status,
    headers: response.headers,
  }
}

/** The same for whoever reads the body as it comes. @throws ApiError */
export async function fetchAnswer(path: string, options: SendOptions = {}): Promise<Response> {
  const { method = 'GET', body, ifMatch, signal, isAnonymous = false } = options
  const token = csrfToken()
  let response: Response
  try {
    response = await fetch(path, {
      method,
      headers: {
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(ifMatch === undefined ? {} : { 'If-Match': ifMatch }),
        ...(token === undefined || method === 'GET' || method === 'HEAD' ? {} : { 'X-CSRF-Token': token }),
        ...options.headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError({ status: noAnswer, code: 'NoAnswer', message: 'The server could not be reached.' })
  }
  if (response.ok) return response
  const error = toApiError(response, await response.text())
  const hasSessionEnded = error.status === 401 || error.code === 'CsrfTokenInvalid'
  if (hasSessionEnded && !isAnonymous) reportExpiry()
  throw error
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Some answers are no JSON: definitions, previews.
    return text
  }
}

function toApiError(response: Response, text: string): ApiError {
  const parsed = parse(text) as
    | { error?: { code?: string; message?: string; details?: readonly FieldFault[] | null } }
    | string
    | undefined
  const error = typeof parsed === 'object' ? parsed.error : undefined
  return new ApiError({
    status: response.status,
    code: error?.code ?? `Status${response.status}`,
    message: error?.message ?? (response.statusText || `Status ${response.status}`),
    faults: error?.details ?? [],
    requestId: response.headers.get('x-ms-request-id') ?? undefined,
  })
}
