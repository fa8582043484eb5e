import type { OperationProperties } from '@sluice/contracts'
import type { JsonValue } from '@sluice/platform'
import { childOf, childrenOf, type DefinitionNode, fromPointer, isObject, rootOf, textOf } from './definition-node.ts'
import type { Reading } from './reading.ts'

export type Examples = NonNullable<OperationProperties['templateParameters'][number]['examples']>

/** `example` and `examples` of a parameter, header or media type of 3.x; a single example is known as `default`. */
export function readExamples(reading: Reading, node: DefinitionNode): Examples | undefined {
  const examples = childOf(node, 'examples')
  if (isObject(examples.value)) {
    const entries = childrenOf(examples).flatMap(([name, entry]) => {
      const target = isObject(entry.value) ? reading.resolve(entry) : undefined
      if (!isObject(target?.value)) return []
      const { summary, description, value, externalValue } = target.value
      const inner = value === undefined ? undefined : followValue(childOf(target, 'value'))
      return [[name, withoutUndefined({ summary, description, value: inner, externalValue })] as const]
    })
    if (entries.length > 0) return Object.fromEntries(entries)
  }
  const example = followValue(childOf(node, 'example'))
  return example === undefined ? undefined : { default: { value: example } }
}

/** A value is data, but many definitions refer to one that stands elsewhere; data that only looks so stays. */
function followValue(node: DefinitionNode): JsonValue | undefined {
  const reference = isObject(node.value) ? textOf(node, '$ref') : undefined
  if (reference === undefined || !reference.startsWith('#/')) return node.value
  return fromPointer(reference.slice(1)).reduce(childOf, rootOf(node.document)).value ?? node.value
}

const withoutUndefined = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
