import { type FileHandle, open } from 'node:fs/promises'

/** Writes what comes into a new file, no faster than the disk takes it. @returns its bytes */
export async function writeChunks(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  onBytes: (byteCount: number) => void = () => {},
): Promise<number> {
  const file = await open(path, 'wx', 0o600)
  let byteCount = 0
  try {
    for await (const chunk of chunks) {
      await writeWhole(file, chunk, byteCount)
      byteCount += chunk.length
      onBytes(byteCount)
    }
  } finally {
    await file.close()
  }
  return byteCount
}

/** One call may write less than it is given, as on a disk that is filling up. */
export async function writeWhole(file: Pick<FileHandle, 'write'>, bytes: Uint8Array, position: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    written += (await file.write(bytes, written, bytes.length - written, position + written)).bytesWritten
  }
}
