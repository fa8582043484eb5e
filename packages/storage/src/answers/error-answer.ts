import { AppError, isAppError } from '@sluice/contracts/errors'
import { storageWireCode } from '@sluice/contracts/storage-errors'
import type { StorageAnswer } from '../requests/storage-request.ts'
import { element, textElement, toXml } from './xml.ts'

/** The answer to a failure, in the form of the compatible service. What is not an expected failure shows nothing of itself. */
export function toErrorAnswer(error: unknown, requestId: string, nowMs: number): StorageAnswer {
  const known = isAppError(error) ? error : new AppError('StorageInternalError', {}, { cause: error })
  const code = storageWireCode(known.code)
  const message = `${known.message}\nRequestId:${requestId}\nTime:${new Date(nowMs).toISOString()}`
  const details = Object.entries(known.parameters as Readonly<Record<string, unknown>>).map(([name, value]) =>
    textElement(detailNames[name] ?? name, String(value)),
  )
  return {
    status: known.status,
    headers: {
      'Content-Type': 'application/xml',
      'x-ms-error-code': code,
      'WWW-Authenticate': known.status === 401 ? 'SharedKey' : undefined,
      'Content-Range': isInvalidRange(known) ? `bytes */${known.parameters.size}` : undefined,
    },
    body: toXml(element('Error', element('Code', code), element('Message', message), ...details)),
  }
}

const isInvalidRange = (error: AppError): error is AppError<'InvalidRange'> => error.code === 'InvalidRange'

const detailNames: Readonly<Record<string, string>> = {
  detail: 'AuthenticationErrorDetail',
  parameter: 'QueryParameterName',
  header: 'HeaderName',
  value: 'HeaderValue',
  reason: 'Reason',
  maxBytes: 'MaxLimit',
  operation: 'Operation',
  size: 'Size',
  what: 'What',
}
