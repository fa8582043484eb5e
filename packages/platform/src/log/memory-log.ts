import type { Log, LogFields } from './log.ts'

export interface LogRecord {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly message: string
  readonly fields: LogFields
}

export interface MemoryLog extends Log {
  readonly records: readonly LogRecord[]
}

/** Keeps what was logged, for tests and for processes that must stay silent. */
export function createMemoryLog(): MemoryLog {
  const records: LogRecord[] = []
  const create = (base: LogFields): Log => {
    const write = (level: LogRecord['level']) => (message: string, fields?: LogFields) => {
      records.push({ level, message, fields: { ...base, ...fields } })
    }
    return {
      debug: write('debug'),
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
      child: (fields) => create({ ...base, ...fields }),
    }
  }
  return { ...create({}), records }
}
