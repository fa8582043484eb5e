import type { OperationValues } from './operation-values.ts'

export const operationTabs = ['signature', 'caching', 'request', 'responses', 'policies'] as const
export type OperationTab = (typeof operationTabs)[number]

const tabOfField: Readonly<Record<keyof OperationValues, OperationTab>> = {
  name: 'signature',
  displayName: 'signature',
  method: 'signature',
  urlTemplate: 'signature',
  description: 'signature',
  templateParameters: 'signature',
  request: 'request',
  responses: 'responses',
  policy: 'policies',
}

/** Tabs under which these fields stand. */
export const tabsOf = (fields: readonly string[]): readonly OperationTab[] => {
  const tabs = new Set(fields.map((field) => tabOfField[field as keyof OperationValues] ?? 'signature'))
  return operationTabs.filter((tab) => tabs.has(tab))
}

/** Fields that hold something else than what is saved. */
export const changedFields = (
  values: Partial<OperationValues>,
  saved: Partial<OperationValues>,
): readonly (keyof OperationValues)[] =>
  (Object.keys(tabOfField) as (keyof OperationValues)[]).filter(
    (name) => JSON.stringify(values[name]) !== JSON.stringify(saved[name]),
  )
