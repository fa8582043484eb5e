import type { JsonObject, JsonValue } from '@sluice/platform'
import type { ReadText } from '../syntax/read-text.ts'

/** One text of a definition: the one that was sent, or one that it refers to. */
export interface DefinitionDocument {
  /** Where it was fetched from; undefined for a text that was sent. */
  readonly url: string | undefined
  readonly text: ReadText
}

/** A value inside a definition, with its place. */
export interface DefinitionNode {
  readonly value: JsonValue | undefined
  readonly path: readonly string[]
  readonly document: DefinitionDocument
}

export const rootOf = (document: DefinitionDocument): DefinitionNode => ({
  value: document.text.value,
  path: [],
  document,
})

export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const childOf = (node: DefinitionNode, key: string): DefinitionNode => ({
  value: memberOf(node.value, key),
  path: [...node.path, key],
  document: node.document,
})

export function memberOf(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (Array.isArray(value)) return /^\d+$/.test(key) ? (value as readonly JsonValue[])[Number(key)] : undefined
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

/** Members of an object or an array, in order. */
export const childrenOf = (node: DefinitionNode): readonly (readonly [string, DefinitionNode])[] =>
  typeof node.value === 'object' && node.value !== null
    ? Object.keys(node.value).map((key) => [key, childOf(node, key)] as const)
    : []

export const textOf = (node: DefinitionNode, key: string): string | undefined => {
  const value = memberOf(node.value, key)
  return typeof value === 'string' ? value : undefined
}

/** RFC 6901, with `#` in front. */
export const toPointer = (path: readonly string[]): string =>
  `#${path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`

export const fromPointer = (fragment: string): readonly string[] =>
  fragment === ''
    ? []
    : fragment
        .slice(1)
        .split('/')
        .map((key) => decodeText(key).replaceAll('~1', '/').replaceAll('~0', '~'))

function decodeText(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}
