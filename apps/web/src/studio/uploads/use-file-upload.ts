import { useSyncExternalStore } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { removeJob, reportJob } from '../../shared/ui/feedback/jobs.ts'
import { useWorkspace } from '../api/workspace.ts'
import { type FileUpload, startFileUpload, type UploadStatus } from './file-upload.ts'
import { uploadWords } from './upload-words.ts'

/** Uploads by what they are for; they go on while other pages are open. */
const uploads = new Map<string, FileUpload>()
const listeners = new Set<() => void>()

function setUpload(key: string, upload: FileUpload | undefined): void {
  if (upload === undefined) uploads.delete(key)
  else uploads.set(key, upload)
  for (const listener of listeners) listener()
}

export interface UploadInHand {
  /** Undefined: no file was taken yet. */
  readonly status: UploadStatus | undefined
  start(file: File): void
  pause(): void
  resume(): void
  /** Throws it away. */
  cancel(): void
  /** It is of no interest any more; what is on the server stays there. */
  forget(): void
}

/**
 * The one upload for a purpose, which survives leaving the page, and is in the tray.
 * @param href the page that goes on with it
 */
export function useFileUpload(purpose: string, href: string): UploadInHand {
  const { id } = useWorkspace()
  const words = useWords(uploadWords)
  const { bytes } = useFormats()
  const key = `${purpose} ${id}`
  const upload = useSyncExternalStore(subscribe, () => uploads.get(key))
  const status = useSyncExternalStore(
    (listener) => upload?.subscribe(listener) ?? (() => undefined),
    () => upload?.status(),
  )
  const forget = () => {
    removeJob(key)
    setUpload(key, undefined)
  }
  const start = (file: File) => {
    upload?.cancel()
    const begun = startFileUpload(id, file)
    const startedAt = Date.now()
    const stop = () => {
      begun.cancel()
      forget()
    }
    const report = () => {
      const { fileName, state, sentBytes, totalBytes } = begun.status()
      reportJob({
        id: key,
        title: words('uploadOf', { name: fileName }),
        step: words('sentOf', { sent: bytes(sentBytes), total: bytes(totalBytes) }),
        state: state === 'done' || state === 'failed' ? state : 'running',
        share: totalBytes === 0 ? 1 : sentBytes / totalBytes,
        href,
        startedAt,
        stop,
      })
    }
    // The tray is told as long as it runs, whatever page is open.
    begun.subscribe(report)
    report()
    setUpload(key, begun)
  }
  return {
    status,
    start,
    pause: () => upload?.pause(),
    resume: () => upload?.resume(),
    cancel() {
      upload?.cancel()
      forget()
    },
    forget,
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
