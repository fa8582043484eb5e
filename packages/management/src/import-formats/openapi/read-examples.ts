import type { OperationProperties } from '@sluice/contracts'
import { childOf, childrenOf, type DefinitionNode, isObject, memberOf } from './definition-node.ts'
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
      return [[name, withoutUndefined({ summary, description, value, externalValue })] as const]
    })
    if (entries.length > 0) return Object.fromEntries(entries)
  }
  const example = memberOf(node.value, 'example')
  return example === undefined ? undefined : { default: { value: example } }
}

const withoutUndefined = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
