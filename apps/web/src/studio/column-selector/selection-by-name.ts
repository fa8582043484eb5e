import type { ColumnSelection } from '@sluice/contracts'

/** What the tab "By name" writes. */
export const selectionOfNames = (names: readonly string[]): ColumnSelection => ({
  beginWith: 'none',
  rules: names.length === 0 ? [] : [{ action: 'include', by: 'names', names: [...names] }],
})

/** The names, where a selection is one that the tab "By name" writes; else undefined. */
export function namesOfSelection({ beginWith, rules }: ColumnSelection): readonly string[] | undefined {
  if (beginWith !== 'none' || rules.length > 1) return undefined
  const [rule] = rules
  if (rule === undefined) return []
  return rule.action === 'include' && rule.by === 'names' ? rule.names : undefined
}
