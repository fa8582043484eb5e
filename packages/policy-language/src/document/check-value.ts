import type { ValueType } from './catalogue.ts'
import type { ExpectedValue } from './expressions.ts'
import { listed } from './fault-text.ts'

const integerPattern = /^[+-]?[0-9]{1,15}$/

const port = '(?:[0-5]?\\d{1,4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])'
/** Host and port as they stand in a URL, as a regular expression. */
export const hostAndPort = `(?:\\[[0-9A-Fa-f:.]+\\]|[^\\s/?#@:\\[\\]]+)(?::${port})?`

const urlPattern = new RegExp(`^([a-zA-Z][a-zA-Z0-9+.-]*)://${hostAndPort}(?:/[^\\s?#]*)?$`)

/** @returns what is wrong with the text and what would be right, as the end of a sentence; undefined when it is right */
export function checkValue(type: ValueType, text: string): string | undefined {
  switch (type.type) {
    case 'integer': {
      const number = Number(text.trim())
      const isRight = integerPattern.test(text.trim()) && number >= type.min && number <= (type.max ?? Infinity)
      const range = type.max === undefined ? `of at least ${type.min}` : `from ${type.min} to ${type.max}`
      return isRight ? undefined : `a whole number ${range} is expected`
    }
    case 'boolean':
      return isBooleanText(text) ? undefined : `'true' or 'false' is expected`
    case 'choice': {
      const value = text.trim()
      if (type.values.includes(value)) return undefined
      const reason = Object.hasOwn(type.unserved ?? {}, value) ? type.unserved?.[value] : undefined
      return reason ?? `${listed(type.values)} is expected`
    }
    case 'url': {
      const scheme = urlPattern.exec(text.trim())?.[1]?.toLowerCase()
      if (scheme !== undefined && type.schemes.includes(scheme)) return undefined
      return `an absolute URL that begins with ${listed(type.schemes.map((s) => `${s}://`))}, without query, is expected`
    }
    case 'text':
      return checkText(type, text)
    case 'unserved':
      return type.reason
  }
}

/** `true` or `false`, in any case as the compatible service reads them. */
export const isBooleanText = (text: string): boolean => /^\s*(?:true|false)\s*$/i.test(text)

/** Compiled once each: values of expressions are checked at every call. Patterns come from declarations, so they are few. */
const compiledPatterns = new Map<string, RegExp>()

function wholePattern(expression: string): RegExp {
  const known = compiledPatterns.get(expression)
  if (known !== undefined) return known
  const compiled = new RegExp(`^(?:${expression})$`, 'su')
  compiledPatterns.set(expression, compiled)
  return compiled
}

function checkText(type: Extract<ValueType, { type: 'text' }>, written: string): string | undefined {
  const text = type.isTrimmed ? written.trim() : written
  if (text.length < type.minLength) return type.minLength === 1 ? 'it must not be empty' : 'it is too short'
  if (type.refused?.values.includes(text.trim().toLowerCase())) return type.refused.reason
  if (type.pattern !== undefined && !wholePattern(type.pattern.expression).test(text)) {
    return `${type.pattern.meaning} is expected`
  }
  return undefined
}

/** What an expression must give to be a value of this type. */
export function expectedOf(type: ValueType): ExpectedValue {
  if (type.type === 'integer' || type.type === 'boolean') return type.type
  return type.type === 'text' && type.isAnyType === true ? 'object' : 'text'
}
