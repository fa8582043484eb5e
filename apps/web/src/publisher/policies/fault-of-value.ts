import type { PolicyValue } from '@sluice/contracts'

export interface ValueFault {
  readonly key: 'faultEmpty' | 'faultInteger' | 'faultRange' | 'faultMin' | 'faultChoice' | 'faultExpression'
  readonly values?: Readonly<Record<string, string | number>>
}

/**
 * What can be said of a value at once, before the server has checked the document. A named value or an expression may be
 * anything.
 */
export function faultOfValue(value: string, type: PolicyValue, allowsExpression: boolean): ValueFault | undefined {
  const text = value.trim()
  if (text.includes('{{')) return undefined
  if (/^@[({]/.test(text)) return allowsExpression ? undefined : { key: 'faultExpression' }
  switch (type.type) {
    case 'integer': {
      if (!/^-?\d+$/.test(text)) return { key: 'faultInteger' }
      const { min, max } = type
      const isInside = Number(text) >= min && (max === undefined || Number(text) <= max)
      if (isInside) return undefined
      return max === undefined ? { key: 'faultMin', values: { min } } : { key: 'faultRange', values: { min, max } }
    }
    case 'boolean':
      return /^(true|false)$/i.test(text) ? undefined : { key: 'faultChoice', values: { values: 'true, false' } }
    case 'choice':
      return type.values.includes(text) ? undefined : { key: 'faultChoice', values: { values: type.values.join(', ') } }
    case 'text':
      return text.length < type.minLength ? { key: 'faultEmpty' } : undefined
    case 'url':
      return text === '' ? { key: 'faultEmpty' } : undefined
  }
}
