import type { ColumnRule, ColumnTypeFilter } from '@sluice/contracts'

type ColumnKind = Extract<ColumnRule, { readonly by: 'type' }>['kind']

// Objects, so that one that is missing does not compile.
const types: { readonly [Type in ColumnTypeFilter]: true } = {
  all: true,
  numeric: true,
  integer: true,
  double: true,
  string: true,
  boolean: true,
  'date-time': true,
  'time-span': true,
  categorical: true,
  'non-categorical': true,
}
const kinds: { readonly [Kind in ColumnKind]: true } = {
  all: true,
  feature: true,
  label: true,
  score: true,
  weight: true,
}

export const columnTypes = Object.keys(types) as readonly ColumnTypeFilter[]
export const columnKinds = Object.keys(kinds) as readonly ColumnKind[]

/** What a rule begins with when it is to go by something else. */
export const emptyRules: { readonly [By in ColumnRule['by']]: Extract<ColumnRule, { readonly by: By }> } = {
  names: { action: 'include', by: 'names', names: [] },
  indexes: { action: 'include', by: 'indexes', indexes: '' },
  type: { action: 'include', by: 'type', type: 'string', kind: 'all' },
}
