import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TaskListener } from './module-executor.ts'
import { logFileName } from './output-manifest.ts'

const mostLogBytes = 1_000_000
const longestLogLine = 2_000

export interface TaskLog {
  add(line: string): void
  lineCount(): number
  save(folder: string): Promise<void>
}

/** Lines are handed on as they come, and kept whole up to a bound. */
export function createTaskLog(listener: TaskListener): TaskLog {
  const lines: string[] = []
  let byteCount = 0
  let lineCount = 0
  return {
    add(line) {
      const short = line.length > longestLogLine ? `${line.slice(0, longestLogLine)}…` : line
      lineCount += 1
      listener.onLog([short])
      byteCount += short.length + 1
      if (byteCount <= mostLogBytes) lines.push(short)
    },
    lineCount: () => lineCount,
    async save(folder) {
      const more = lineCount - lines.length
      const text = [...lines, ...(more > 0 ? [`(${more} more lines)`] : [])].map((line) => `${line}\n`).join('')
      await writeFile(join(folder, logFileName), text)
    },
  }
}
