import { writeSync } from 'node:fs'
import { isatty } from 'node:tty'
import { type Logger, pino } from 'pino'
import { hideInText } from './hide-in-text.ts'
import { hideSecrets } from './hide-secrets.ts'
import type { Log, LogFields } from './log.ts'
import type { LogRecord } from './memory-log.ts'
import { toReadableLine } from './to-readable-line.ts'

export interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Which part of the program speaks. */
  readonly role: string
  /** Lines for people in place of JSON; default: when stderr is a terminal. */
  readonly isReadable?: boolean
  /** Is told, too, of what is written, without secrets: for logs that go elsewhere as well. Must not throw. */
  readonly onRecord?: (record: LogRecord) => void
}

/**
 * JSON lines on stderr, written at once, so that what was logged before a crash can be read after it. On a terminal the
 * same for people.
 */
export function createLog(options: LogOptions): Log {
  const logger = pino(
    {
      level: options.level,
      base: { role: options.role },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    (options.isReadable ?? isatty(2))
      ? { write: (line: string) => void writeSync(2, toReadableLine(line)) }
      : pino.destination({ fd: 2, sync: true }),
  )
  return wrap(logger, options.onRecord, {})
}

/** @param base fields of the parents, for who is told of records */
function wrap(logger: Logger, onRecord: LogOptions['onRecord'], base: LogFields): Log {
  const write =
    (level: LogRecord['level']) =>
    (message: string, fields: LogFields = {}) => {
      if (!logger.isLevelEnabled(level)) return
      const shown = hideSecrets(fields)
      const text = hideInText(message)
      logger[level](shown, text)
      onRecord?.({ level, message: text, fields: { ...base, ...shown } })
    }
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child(fields) {
      const shown = hideSecrets(fields)
      return wrap(logger.child(shown), onRecord, { ...base, ...shown })
    },
  }
}
