import type { CatalogueParameter } from '@sluice/dataflow'
import { describeSelection, type SelectionTranslate } from '../column-selector/describe-selection.ts'
import { readSelection } from '../column-selector/read-selection.ts'
import type { PropertiesTranslate } from './fault-text.ts'
import { isListOfNumbers, listToText } from './list-text.ts'

const longest = 60

/** A value of a parameter in a few words, such as its default; undefined where there is none to show. */
export function valueText(
  { editor, schema, valueTitles = {} }: CatalogueParameter,
  value: unknown,
  words: PropertiesTranslate,
  selection: SelectionTranslate,
): string | undefined {
  if (value === undefined || value === '' || editor === 'secret') return undefined
  if (editor === 'column-selection') return describeSelection(readSelection(value), selection)
  if (typeof value === 'boolean') return words(value ? 'on' : 'off')
  const text = Array.isArray(value)
    ? listToText(value, isListOfNumbers(schema)).replaceAll('\n', ', ') || words('empty')
    : typeof value === 'object'
      ? JSON.stringify(value)
      : (valueTitles[String(value)] ?? String(value))
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
