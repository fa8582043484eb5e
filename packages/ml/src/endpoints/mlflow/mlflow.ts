import { AppError, type ErrorCode, isAppError } from '@sluice/contracts'
import type { ServerCall } from '@sluice/platform'
import { type ErrorAnswer, jsonContentType, toErrorAnswer } from '../error-answer.ts'
import { toErrorSummary } from '../error-summary.ts'
import { decodeText, parseRequestJson } from '../request-json.ts'
import { hasInt64 } from '../request-response.ts'
import type { ScoringProtocol } from '../scoring-edge.ts'
import { parseCsv } from './parse-csv.ts'
import { createInvocationReader, type InvocationRequest, refuse } from './read-invocation.ts'
import { writePredictions } from './write-predictions.ts'

type BodyType = 'application/json' | 'text/csv'

/** MLflow's `/invocations`. @see reference: inference protocols, 2 */
export const mlflow: ScoringProtocol<BodyType, InvocationRequest> = {
  contentType: jsonContentType,
  readForm: readContentType,
  createReader({ optionalColumns }, { inputs }) {
    const read = createInvocationReader(inputs, optionalColumns)
    const options = { keepsDigits: hasInt64(inputs) }
    return (body, type) =>
      read(type === 'text/csv' ? { dataframe_split: readCsv(body) } : parseRequestJson(body, undefined, options))
  },
  write: (results, _, { isUnwrapped }) => writePredictions(results, isUnwrapped),
  toErrorAnswer: toMlflowError,
}

/** @throws AppError `InvocationContentTypeNotSupported` */
function readContentType(call: ServerCall): BodyType {
  const given = call.header('content-type') ?? ''
  const [type = '', ...parameters] = given.split(';').map((part) => part.trim().toLowerCase())
  const isKnown = type === 'application/json' || type === 'text/csv'
  const isUtf8 = parameters.every((parameter) => /^charset\s*=\s*"?utf-?8"?$/.test(parameter))
  if (isKnown && isUtf8) return type
  throw new AppError('InvocationContentTypeNotSupported', { contentType: given })
}

function readCsv(body: Uint8Array): { readonly columns: readonly string[]; readonly data: readonly string[][] } {
  const rows = parseCsv(decodeText(body, undefined))
  if (rows === undefined) throw refuse('The body is not CSV: a quote is not closed, or text follows a closing one.')
  const [columns = [], ...data] = rows
  return { columns, data }
}

const errorCodes: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHENTICATED',
  404: 'RESOURCE_DOES_NOT_EXIST',
  408: 'DEADLINE_EXCEEDED',
  413: 'REQUEST_LIMIT_EXCEEDED',
  415: 'BAD_REQUEST',
  500: 'INTERNAL_ERROR',
  503: 'TEMPORARILY_UNAVAILABLE',
}

/** Wrong values are told apart from wrong requests, as MLflow does. */
export function toMlflowError(error: unknown): ErrorAnswer {
  const answer = toErrorAnswer(error)
  const isAboutValues = isAppError(error) && valueFaults.includes(error.code)
  const code = isAboutValues ? 'INVALID_PARAMETER_VALUE' : (errorCodes[answer.status] ?? 'BAD_REQUEST')
  // The place in the program is for its log, not for callers.
  const body = { error_code: code, message: toErrorSummary(error), stack_trace: '' }
  return { ...answer, body: JSON.stringify(body) }
}

const valueFaults: readonly ErrorCode[] = [
  'BadParameterValue',
  'InputParseError',
  'InputMismatchError',
  'TableSchemaColumnCountMismatch',
]
