import { createInterface } from 'node:readline'
import type { Terminal } from './command-context.ts'

const usualColumns = 80

/** The terminal of this process; errors' side, so that results can be piped. */
export const processTerminal: Terminal = {
  get isInteractive() {
    return process.stderr.isTTY === true && process.stdin.isTTY === true
  },
  get columns() {
    return process.stderr.columns ?? usualColumns
  },
  write: (text) => void process.stderr.write(text),
  ask: (question) =>
    new Promise((resolve) => {
      const lines = createInterface({ input: process.stdin, output: process.stderr })
      lines.once('SIGINT', () => lines.close())
      lines.once('close', () => resolve(undefined))
      lines.question(question, (answer) => {
        resolve(answer)
        lines.close()
      })
    }),
  onInterrupt(listener) {
    process.on('SIGINT', listener)
    process.on('SIGTERM', listener)
    return () => {
      process.off('SIGINT', listener)
      process.off('SIGTERM', listener)
    }
  },
}
