import { ApiError, noAnswer } from '../../../shared/api-client/api-error.ts'
import { csrfToken } from '../../../shared/api-client/session-state.ts'

/**
 * Puts a file at an address of the studio's API. The browser tells how much is sent to this kind of request only.
 * @throws ApiError
 */
export function uploadBlob(
  url: string,
  file: File,
  onProgress: (sentBytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', url)
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream')
    request.setRequestHeader('X-CSRF-Token', csrfToken() ?? '')
    request.upload.onprogress = ({ loaded }) => onProgress(loaded)
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve()
      else reject(toError(request))
    }
    request.onerror = () =>
      reject(new ApiError({ status: noAnswer, code: 'NoAnswer', message: 'The server could not be reached.' }))
    request.onabort = () => reject(signal.reason)
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}

function toError({ status, responseText, statusText }: XMLHttpRequest): ApiError {
  try {
    const { error } = JSON.parse(responseText) as { error?: { code?: string; message?: string } }
    return new ApiError({ status, code: error?.code ?? `Status${status}`, message: error?.message ?? statusText })
  } catch {
    return new ApiError({ status, code: `Status${status}`, message: statusText })
  }
}
