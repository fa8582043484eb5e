import type { ServerCall } from '@sluice/platform'
import { jsonContentType } from '../endpoints/error-answer.ts'

/** The studio's own paths (`/api/…`) answer errors with capital keys. @see reference: AzureML, 3.9 */
export function studioNotFound(call: ServerCall, requestId: string): void {
  const body = {
    Error: {
      Code: 'UserError',
      Message: `There is nothing at ${call.target.split('?')[0]}.`,
      Target: null,
      Details: [],
      InnerError: null,
      DebugInfo: null,
    },
  }
  call.respond(
    { status: 404, headers: ['Content-Type', jsonContentType, 'x-ms-request-id', requestId] },
    JSON.stringify(body),
  )
}
