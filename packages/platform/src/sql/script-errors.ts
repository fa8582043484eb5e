import { AppError, isAppError } from '@sluice/contracts'
import type { ScriptStatement } from './split-statements.ts'

/** Does a piece of work on a statement. What SQLite says of it is told to its author; all else is a fault of ours. */
export function tellingLine<Result>({ sql, line }: ScriptStatement, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (!isSqliteError(error)) throw error
    const details = `${error.message} (line ${line + lineWithin(sql, error.message)})`
    throw new AppError('SqlScriptFailed', { details }, { cause: error })
  }
}

export function toScriptError(error: unknown): unknown {
  if (!isSqliteError(error)) return error
  return new AppError('SqlScriptFailed', { details: error.message }, { cause: error })
}

const isSqliteError = (error: unknown): error is Error =>
  !isAppError(error) && (error as NodeJS.ErrnoException).code === 'ERR_SQLITE_ERROR'

/** SQLite names what it stumbles over, not where that is: lines before the first place that has it. */
function lineWithin(sql: string, message: string): number {
  const named = /^near "(.+)": /s.exec(message)?.[1] ?? /^no such \w+: (.+)$/s.exec(message)?.[1]
  if (named === undefined) return 0
  const word = named.replace(/^.*\./s, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const place = sql.search(new RegExp(`(?<![\\w$])${word}(?![\\w$])`, 'i'))
  return place < 0 ? 0 : sql.slice(0, place).split('\n').length - 1
}
