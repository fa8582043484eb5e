import { type ColumnRule, type ColumnSelection, columnSelection } from '@sluice/contracts'
import * as z from 'zod'

const exclude = z.boolean().default(false)
const texts = z.array(z.string())

const pickerRule = z.discriminatedUnion('ruleType', [
  z.object({ ruleType: z.literal('AllColumns'), exclude }),
  z.object({ ruleType: z.literal('ColumnNames'), exclude, columns: texts.min(1) }),
  z.object({ ruleType: z.literal('ColumnIndexes'), exclude, columns: texts.min(1) }),
  z.object({
    ruleType: z.literal('ColumnTypes'),
    exclude,
    columnTypes: texts.default(['All']),
    columnKinds: texts.default(['All']),
  }),
])
const picker = z.object({ isFilter: z.boolean().optional(), rules: z.array(pickerRule) })

type TypeRule = Extract<ColumnRule, { by: 'type' }>

const types: Readonly<Record<string, TypeRule['type']>> = {
  All: 'all',
  AllTypes: 'all',
  Numeric: 'numeric',
  Integer: 'integer',
  Double: 'double',
  String: 'string',
  Boolean: 'boolean',
  DateTime: 'date-time',
  TimeSpan: 'time-span',
  Categorical: 'categorical',
  NonCategorical: 'non-categorical',
}
const kinds: Readonly<Record<string, TypeRule['kind']>> = {
  All: 'all',
  Feature: 'feature',
  Label: 'label',
  Score: 'score',
  Weight: 'weight',
}

/** Reads the value of a column picker: JSON, often percent-encoded. @returns undefined when it is none */
export function parseColumnPicker(value: string): ColumnSelection | undefined {
  const parsed = picker.safeParse(toJson(value))
  if (!parsed.success) return undefined
  const { rules } = parsed.data
  // A selection that begins with all columns is written as a first rule.
  const beginsWithAll = rules[0]?.ruleType === 'AllColumns' && !rules[0].exclude
  const converted = rules.slice(beginsWithAll ? 1 : 0).map(toRules)
  if (converted.some((found) => found === undefined)) return undefined
  const selection = { beginWith: beginsWithAll ? 'all' : 'none', rules: converted.flat() }
  const checked = columnSelection.safeParse(selection)
  return checked.success ? checked.data : undefined
}

function toJson(value: string): unknown {
  try {
    return JSON.parse(value.trimStart().startsWith('{') ? value : decodeURIComponent(value))
  } catch {
    // Whoever asks wants to know whether it is a column picker.
    return undefined
  }
}

function toRules(rule: z.infer<typeof pickerRule>): ColumnRule[] | undefined {
  const action = rule.exclude ? ('exclude' as const) : ('include' as const)
  switch (rule.ruleType) {
    case 'AllColumns':
      return [{ action, by: 'type', type: 'all', kind: 'all' }]
    case 'ColumnNames':
      return [{ action, by: 'names', names: rule.columns }]
    case 'ColumnIndexes':
      return [{ action, by: 'indexes', indexes: rule.columns.join(',') }]
    case 'ColumnTypes': {
      const found = rule.columnTypes.flatMap((type) =>
        rule.columnKinds.map((kind) => ({ type: own(types, type), kind: own(kinds, kind) })),
      )
      return found.every(
        (one): one is { type: TypeRule['type']; kind: TypeRule['kind'] } =>
          one.type !== undefined && one.kind !== undefined,
      )
        ? found.map(({ type, kind }) => ({ action, by: 'type', type, kind }))
        : undefined
    }
  }
}

const own = <Value>(map: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(map, name) ? map[name] : undefined

const nameIn = (map: Readonly<Record<string, string>>, value: string) =>
  Object.entries(map).find(([, candidate]) => candidate === value)?.[0] ?? 'All'

/** Writes a selection as the studio did. */
export function writeColumnPicker({ beginWith, rules }: ColumnSelection): string {
  const all = beginWith === 'all' ? [{ ruleType: 'AllColumns', exclude: false }] : []
  return encodeURIComponent(JSON.stringify({ isFilter: true, rules: [...all, ...rules.map(writeRule)] }))
}

function writeRule(rule: ColumnRule): object {
  const excludes = rule.action === 'exclude'
  switch (rule.by) {
    case 'names':
      return { ruleType: 'ColumnNames', columns: rule.names, exclude: excludes }
    case 'indexes':
      return { ruleType: 'ColumnIndexes', columns: rule.indexes.split(','), exclude: excludes }
    case 'type':
      return {
        ruleType: 'ColumnTypes',
        columnTypes: [nameIn(types, rule.type)],
        columnKinds: [nameIn(kinds, rule.kind)],
        exclude: excludes,
      }
  }
}
