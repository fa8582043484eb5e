import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { isApiError } from '../../../shared/api-client/api-error.ts'
import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { removeJob, reportJob } from '../../../shared/ui/feedback/jobs.ts'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { studioKeyBelow, studioUrl } from '../../api/studio-api.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { blobPath, blobsPath } from '../storage-place.ts'
import { storageWords } from '../storage-words.ts'
import { sendBlob } from './send-blob.ts'

export interface BlobUpload {
  readonly id: string
  /** Of the blob. */
  readonly name: string
  readonly sentBytes: number
  readonly totalBytes: number
  stop(): void
}

export interface OverwriteQuestion {
  readonly name: string
  answer(isOverwritten: boolean): void
}

/** Uploads to a container, one after another; they go on, seen in the tray, when the page is left. */
export function useBlobUploads(container: string, href: string) {
  const words = useWords(storageWords)
  const { bytes } = useFormats()
  const messages = useMessages()
  const client = useQueryClient()
  const { id: workspace } = useWorkspace()
  const [uploads, setUploads] = useState<readonly BlobUpload[]>([])
  const [question, setQuestion] = useState<OverwriteQuestion>()

  const ask = (name: string): Promise<boolean> =>
    new Promise((resolve) => {
      setQuestion({
        name,
        answer(isOverwritten) {
          setQuestion(undefined)
          resolve(isOverwritten)
        },
      })
    })

  const upload = async (file: File, name: string): Promise<void> => {
    const id = crypto.randomUUID()
    const stop = new AbortController()
    const startedAt = Date.now()
    const tell = (sentBytes: number) => {
      const shown = { id, name, sentBytes, totalBytes: file.size, stop: () => stop.abort(new Error('Stopped.')) }
      setUploads((before) => [...before.filter((one) => one.id !== id), shown])
      reportJob({
        id,
        title: words('uploading', { name }),
        step: words('sentOf', { sent: bytes(sentBytes), total: bytes(file.size) }),
        state: 'running',
        share: file.size === 0 ? 1 : sentBytes / file.size,
        href,
        startedAt,
        stop: shown.stop,
      })
    }
    const put = (overwrite: boolean) =>
      sendBlob({
        url: studioUrl(workspace, blobPath(container, name), { overwrite }),
        file,
        signal: stop.signal,
        onProgress: tell,
      })
    tell(0)
    try {
      try {
        await put(false)
      } catch (error) {
        if (!isApiError(error) || error.code !== 'BlobExists') throw error
        if (!(await ask(name))) return
        await put(true)
      }
      messages.done(words('uploaded', { name }))
      await client.invalidateQueries({ queryKey: studioKeyBelow(workspace, blobsPath(container)) })
    } catch (error) {
      if (!stop.signal.aborted) messages.failed(words('uploadFailed', { name }), error)
    } finally {
      setUploads((before) => before.filter((one) => one.id !== id))
      removeJob(id)
    }
  }
  return {
    uploads,
    question,
    /** @param folder that they go to, with its slash */
    async send(files: readonly File[], folder: string) {
      for (const file of files) await upload(file, `${folder}${file.name}`)
    },
  }
}
