import type { Upload } from 'tus-js-client'
import { csrfToken } from '../../shared/api-client/session-state.ts'
import { studioUrl } from '../api/studio-api.ts'

export type UploadState = 'uploading' | 'paused' | 'done' | 'failed'

/** How a file stands that is on its way to the server. */
export interface UploadStatus {
  readonly fileName: string
  readonly state: UploadState
  readonly sentBytes: number
  readonly totalBytes: number
  /** Of the upload on the server; known once it is there in whole. */
  readonly uploadId?: string
  readonly error?: Error
}

export interface FileUpload {
  status(): UploadStatus
  /** @returns ends the listening */
  subscribe(listener: () => void): () => void
  pause(): void
  resume(): void
  /** Ends it, and throws away what is there of it. */
  cancel(): void
}

/** What was answered is on disk there, so that not more than this is sent twice. */
const chunkBytes = 8 * 1024 * 1024
/** As long as the server is away, it is tried again after so long each time. */
const retryDelaysMs = [0, 1_000, 3_000, 5_000, 10_000]

/** Sends a file so that it can be interrupted: after a pause or a lost connection it goes on where it was. */
export function startFileUpload(workspaceId: string, file: File): FileUpload {
  const listeners = new Set<() => void>()
  let status: UploadStatus = { fileName: file.name, state: 'uploading', sentBytes: 0, totalBytes: file.size }
  let upload: Upload | undefined
  const change = (changes: Partial<UploadStatus>) => {
    status = { ...status, ...changes }
    for (const listener of listeners) listener()
  }
  const begin = async () => {
    const tus = await import('tus-js-client')
    if (status.state !== 'uploading') return
    upload = new tus.Upload(file, {
      endpoint: studioUrl(workspaceId, '/uploads'),
      metadata: { filename: file.name },
      chunkSize: chunkBytes,
      retryDelays: retryDelaysMs,
      removeFingerprintOnSuccess: true,
      onBeforeRequest(request) {
        // Whoever has signed in anew meanwhile has another one.
        const token = csrfToken()
        if (token !== undefined) request.setHeader('X-CSRF-Token', token)
      },
      onProgress: (sentBytes) => change({ sentBytes }),
      onError: (error) => change({ state: 'failed', error: explain(error) }),
      onSuccess: () =>
        change({ state: 'done', sentBytes: file.size, uploadId: upload?.url?.split('/').at(-1)?.split('?')[0] ?? '' }),
    })
    const [before] = await upload.findPreviousUploads()
    if (before !== undefined) upload.resumeFromPreviousUpload(before)
    if (status.state === 'uploading') upload.start()
  }
  void begin().catch((error: Error) => change({ state: 'failed', error }))
  return {
    status: () => status,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    pause() {
      if (status.state !== 'uploading') return
      change({ state: 'paused' })
      void upload?.abort()
    },
    resume() {
      if (status.state !== 'paused' && status.state !== 'failed') return
      const { error: _, ...rest } = status
      status = rest
      change({ state: 'uploading' })
      if (upload === undefined) void begin().catch((error: Error) => change({ state: 'failed', error }))
      else upload.start()
    },
    cancel() {
      listeners.clear()
      // What cannot be thrown away now expires there by itself.
      void upload?.abort(true).catch(() => undefined)
    },
  }
}

/** What the server said, in place of what the library says of it. */
function explain(error: Error): Error {
  const body =
    'originalResponse' in error ? (error.originalResponse as { getBody(): string } | null)?.getBody() : undefined
  try {
    const { message } = (JSON.parse(body ?? '') as { error: { message: string } }).error
    return new Error(message, { cause: error })
  } catch {
    // No answer came, or none of ours.
    return error
  }
}
