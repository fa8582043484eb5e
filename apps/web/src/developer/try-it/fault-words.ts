import type { FaultKind } from './build-request.ts'

/** The text of each fault. */
export const faultWords = {
  required: 'faultRequired',
  headerName: 'faultHeaderName',
  headerValue: 'faultHeaderValue',
  headerNotSent: 'faultHeaderNotSent',
  nameless: 'faultNameless',
  timeout: 'faultTimeout',
} as const satisfies Record<FaultKind, string>
