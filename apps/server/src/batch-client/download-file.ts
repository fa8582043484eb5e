import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '@sluice/contracts/errors'

const tries = 5

/**
 * Downloads to a file that is there whole, and on disk, or as it was before.
 * @throws AppError `BatchDownloadFailed`
 */
export async function downloadFile(url: string, file: string, signal: AbortSignal): Promise<number> {
  const temporary = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const bytes = await downloadOnce(url, temporary, signal)
        await rename(temporary, file)
        const folder = await open(dirname(file))
        await folder.sync().finally(() => folder.close())
        return bytes
      } catch (error) {
        signal.throwIfAborted()
        // A disk that is full, or a folder that is not there, is no better the next time.
        if (attempt >= tries || (error as NodeJS.ErrnoException).code?.startsWith('E') === true) throw error
        await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** attempt))
      }
    }
  } catch (error) {
    signal.throwIfAborted()
    throw new AppError(
      'BatchDownloadFailed',
      { file, reason: withoutQuery((error as Error).message) },
      { cause: error },
    )
  } finally {
    await rm(temporary, { force: true })
  }
}

async function downloadOnce(url: string, temporary: string, signal: AbortSignal): Promise<number> {
  const response = await fetch(url, { signal })
  if (!response.ok || response.body === null) throw new Error(`the storage answered ${response.status}`)
  const output = await open(temporary, 'w', 0o666)
  try {
    let bytes = 0
    for await (const chunk of response.body) {
      await output.write(chunk)
      bytes += chunk.byteLength
    }
    const announced = response.headers.get('content-length')
    if (announced !== null && Number(announced) !== bytes && response.headers.get('content-encoding') === null) {
      throw new Error(`${bytes} of ${announced} bytes arrived`)
    }
    await output.sync()
    return bytes
  } finally {
    await output.close()
  }
}

/** A link's signature opens the file. */
const withoutQuery = (message: string): string => message.replace(/\?[^\s'"]*/g, '?…')
