import type { StateKind } from '../../shared/ui/values/StateLabel.tsx'

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  206: 'Partial Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}

/** `200 OK`, with the usual words where the answer has none. */
export const statusLine = ({ status, reason }: { readonly status: number; readonly reason: string }): string =>
  `${status} ${reason || reasons[status] || ''}`.trim()

export function statusKind(status: number): StateKind {
  if (status < 300) return 'done'
  if (status < 400) return 'info'
  return status < 500 ? 'warning' : 'failed'
}
