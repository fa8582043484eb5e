import { ApiError, noAnswer } from '../../../shared/api-client/api-error.ts'
import { csrfToken, reportExpiry } from '../../../shared/api-client/session-state.ts'

export interface BlobSending {
  readonly url: string
  readonly file: File
  readonly signal: AbortSignal
  onProgress(sentBytes: number): void
}

/**
 * Puts a file as a blob and tells how much of it is on its way; `fetch` does not.
 * @throws ApiError, or the reason of the signal
 */
export function sendBlob({ url, file, signal, onProgress }: BlobSending): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', url)
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream')
    const token = csrfToken()
    if (token !== undefined) request.setRequestHeader('X-CSRF-Token', token)
    request.upload.onprogress = ({ loaded }) => onProgress(loaded)
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) return resolve()
      const error = toError(request)
      if (error.status === 401 || error.code === 'CsrfTokenInvalid') reportExpiry()
      reject(error)
    }
    request.onerror = () =>
      reject(new ApiError({ status: noAnswer, code: 'NoAnswer', message: 'The server could not be reached.' }))
    request.onabort = () => reject(signal.reason as Error)
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}

function toError({ status, statusText, responseText }: XMLHttpRequest): ApiError {
  const head = { status, requestId: undefined }
  try {
    const { error } = JSON.parse(responseText) as { error: { code: string; message: string; requestId?: string } }
    return new ApiError({ ...head, code: error.code, message: error.message, requestId: error.requestId })
  } catch {
    // No answer of ours: something between has refused it.
    return new ApiError({ ...head, code: `Status${status}`, message: statusText || `Status ${status}` })
  }
}
