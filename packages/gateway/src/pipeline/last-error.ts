import type { ErrorCode } from '@sluice/contracts'
import { isAppError } from '@sluice/contracts/errors'
import type { LastError } from './call-context.ts'
import type { StepOrigin } from './step.ts'

export interface FailureReading {
  readonly lastError: LastError
  /** False = a bug, which must be reported. */
  readonly isExpected: boolean
  /** The response that is there is the answer, no default one. */
  readonly keepsResponse: boolean
}

interface Row {
  readonly source?: string
  readonly reason: string
  readonly message?: string
}

/**
 * What the table says that differs from the error's own code and message; where no source is given, it is the policy
 * that failed.
 * @see reference: API Management, 2.7
 */
const table: Partial<Record<ErrorCode, Row>> = {
  OperationNotFound: {
    source: 'configuration',
    reason: 'OperationNotFound',
    message: 'Unable to match incoming request to an operation.',
  },
  SubscriptionKeyNotFound: {
    source: 'authorization',
    reason: 'SubscriptionKeyNotFound',
    message:
      'Access denied due to missing subscription key. Make sure to include subscription key when making requests to this API.',
  },
  SubscriptionKeyInvalid: { source: 'authorization', reason: 'SubscriptionKeyInvalid' },
  RateLimitExceeded: { reason: 'RateLimitExceeded', message: 'Rate limit is exceeded' },
  CallQuotaExceeded: { reason: 'QuotaExceeded' },
  BandwidthQuotaExceeded: { reason: 'QuotaExceeded' },
  BackendTimeout: { reason: 'Timeout' },
}

/** Reads a failure as `context.LastError` shows it. */
export function toLastError(error: unknown, origin: StepOrigin | undefined): FailureReading {
  const isExpected = isAppError(error)
  const row = isExpected ? table[error.code] : undefined
  const place =
    origin === undefined
      ? {}
      : {
          scope: origin.scope,
          section: origin.section,
          path: origin.path,
          ...(origin.policyId === undefined ? {} : { policyId: origin.policyId }),
        }
  return {
    isExpected,
    keepsResponse: isExpected && error.code === 'BackendStatusFailed',
    lastError: Object.freeze({
      source: row?.source ?? origin?.policy ?? 'configuration',
      reason: row?.reason ?? (isExpected ? error.code : 'InternalError'),
      message: row?.message ?? (isExpected ? error.message : 'Internal server error'),
      ...place,
    }),
  }
}
