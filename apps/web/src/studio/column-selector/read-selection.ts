import type { ColumnRule, ColumnSelection } from '@sluice/contracts'

type TypeRule = Extract<ColumnRule, { readonly by: 'type' }>

/** A selection as it stands in a graph, where what was not set is left out. What is none is an empty one. */
export function readSelection(value: unknown): ColumnSelection {
  if (!isRecord(value)) return { beginWith: 'none', rules: [] }
  const rules = Array.isArray(value.rules) ? value.rules : []
  return { beginWith: value.beginWith === 'all' ? 'all' : 'none', rules: rules.flatMap((rule) => readRule(rule)) }
}

function readRule(rule: unknown): ColumnRule[] {
  if (!isRecord(rule)) return []
  const action = rule.action === 'exclude' ? 'exclude' : 'include'
  switch (rule.by) {
    case 'names':
      return [{ action, by: 'names', names: Array.isArray(rule.names) ? rule.names.map(String) : [] }]
    case 'indexes':
      return [{ action, by: 'indexes', indexes: String(rule.indexes ?? '') }]
    case 'type': {
      const { type = 'all', kind = 'all' } = rule as Partial<TypeRule>
      return [{ action, by: 'type', type, kind }]
    }
    default:
      return []
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
