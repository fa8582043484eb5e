import type { ColumnRule, ColumnSelection } from '@sluice/contracts'
import type { Translate, Words } from '../../shared/languages/words.ts'
import type { selectionWords } from './selection-words.ts'

type NamesOf<Bundle> = Bundle extends Words<infer Name> ? Name : never
export type SelectionTranslate = Translate<NamesOf<typeof selectionWords>>

/** So many names are told; of more, how many there are. */
const toldNames = 4

/** A selection in one line: `Col2`, `All columns except Col1`. */
export function describeSelection({ beginWith, rules }: ColumnSelection, words: SelectionTranslate): string {
  const [first, ...later] = rules
  if (first === undefined) return words(beginWith === 'all' ? 'allColumns' : 'noColumns')
  const isOnly = (action: ColumnRule['action']) => rules.every((rule) => rule.action === action)
  const all = rules.map((rule) => describeRule(rule, words)).join(', ')
  if (beginWith === 'none' && isOnly('include')) return all
  if (beginWith === 'all' && isOnly('exclude')) return words('allExcept', { columns: all })
  const steps = [first, ...later].map((rule) =>
    words(rule.action === 'include' ? 'thenInclude' : 'thenExclude', { columns: describeRule(rule, words) }),
  )
  return [words(beginWith === 'all' ? 'allColumns' : 'noColumns'), ...steps].join('; ')
}

function describeRule(rule: ColumnRule, words: SelectionTranslate): string {
  if (rule.by === 'indexes') return words('numbered', { indexes: rule.indexes })
  if (rule.by === 'names') {
    const told = rule.names.slice(0, toldNames).join(', ')
    const rest = rule.names.length - toldNames
    return rest > 0 ? words('andMore', { names: told, count: rest }) : told
  }
  const type = words(`type.${rule.type}`)
  const kind = words(`kind.${rule.kind}`)
  if (rule.type === 'all') return rule.kind === 'all' ? words('everyColumn') : words('ofKind', { kind })
  return rule.kind === 'all' ? words('ofType', { type }) : words('ofTypeAndKind', { type, kind })
}
