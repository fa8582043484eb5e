import type { Translate, Words } from '../../shared/languages/words.ts'
import type { propertiesWords } from './properties-words.ts'
import type { ValueFault } from './validate-value.ts'

type NamesOf<Bundle> = Bundle extends Words<infer Name> ? Name : never
export type PropertiesTranslate = Translate<NamesOf<typeof propertiesWords>>

/** A fault in words. */
export function faultText(fault: ValueFault, words: PropertiesTranslate, number: (value: number) => string): string {
  switch (fault.kind) {
    case 'faultItem':
      return words('faultItem', {
        number: fault.item + 1,
        value: String(fault.value),
        fault: faultText(fault.fault, words, number),
      })
    case 'faultRange':
      return words('faultRange', { minimum: number(fault.minimum), maximum: number(fault.maximum) })
    default:
      return words(fault.kind, 'limit' in fault ? { limit: number(fault.limit) } : {})
  }
}
