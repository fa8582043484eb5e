/** Structured log. Fields never hold a key, a token or a body. */
export interface Log {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  /** `error` is logged with its stack and causes. */
  error(message: string, fields?: LogFields & { readonly error?: unknown }): void
  child(fields: LogFields): Log
}
export type LogFields = Readonly<Record<string, unknown>>
