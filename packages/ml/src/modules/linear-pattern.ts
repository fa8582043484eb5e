import { AppError } from '@sluice/contracts'
import { RE2JS } from 're2js'

/**
 * A regular expression that users wrote, in RE2's syntax: it takes time linear in the text, whatever it says, so that
 * no expression can hold up a scorer. Look-around and back references are not in it.
 * @param parameter as the user sees it
 * @throws AppError `ParameterNotParsed`
 */
export function compilePattern(pattern: string, parameter: string): RE2JS {
  try {
    return RE2JS.compile(pattern)
  } catch (error) {
    throw new AppError('ParameterNotParsed', { parameter, reason: `The regular expression: ${wordsOf(error)}.` })
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).replace(/\.$/, '')
