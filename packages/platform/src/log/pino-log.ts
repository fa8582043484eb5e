import { type Logger, pino, stdSerializers } from 'pino'
import type { Log, LogFields } from './log.ts'

export interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Which part of the program speaks. */
  readonly role: string
}

/** Names whose values never reach a log, at any depth that our records have. */
const secretNames = [
  'authorization',
  'ocp-apim-subscription-key',
  'subscription-key',
  'password',
  'token',
  'secret',
  'key',
  'primaryKey',
  'secondaryKey',
]

/** JSON lines on stderr, written at once, so that what was logged before a crash can be read after it. */
export function createLog(options: LogOptions): Log {
  const logger = pino(
    {
      level: options.level,
      base: { role: options.role },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: stdSerializers.errWithCause },
      redact: {
        paths: secretNames.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
        censor: '[hidden]',
      },
    },
    pino.destination({ fd: 2, sync: true }),
  )
  return wrap(logger)
}

function wrap(logger: Logger): Log {
  const write = (level: 'debug' | 'info' | 'warn' | 'error') => (message: string, fields?: LogFields) =>
    logger[level](fields ?? {}, message)
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (fields) => wrap(logger.child(fields)),
  }
}
