import type { FileNumber } from './content-folder.ts'

/** Who reads which files now, so that none is removed under a reader. */
export interface Readers {
  /** @returns lets go of them; once only */
  hold(files: readonly FileNumber[]): () => void
  isHeld(file: FileNumber): boolean
}

export function createReaders(onRelease: () => void): Readers {
  const counts = new Map<FileNumber, number>()
  return {
    hold(files) {
      for (const file of files) counts.set(file, (counts.get(file) ?? 0) + 1)
      return () => {
        for (const file of files) {
          const left = (counts.get(file) ?? 1) - 1
          if (left === 0) counts.delete(file)
          else counts.set(file, left)
        }
        onRelease()
      }
    },
    isHeld: (file) => counts.has(file),
  }
}
