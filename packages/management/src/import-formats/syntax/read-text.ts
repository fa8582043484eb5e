import type { JsonValue } from '@sluice/platform'
import type { Document, LineCounter } from 'yaml'
import { findJsonFault, type TextPlace } from '../../arm/json-fault.ts'
import { definitionFault, refuseDefinition, valueField } from '../definition-faults.ts'
import { placesInJson } from './json-places.ts'

/** A JSON or YAML text and what it holds. */
export interface ReadText {
  readonly mediaType: 'application/json' | 'application/yaml'
  readonly value: JsonValue
  /** Looked up only when something is wrong there, all at once. */
  placesOf(paths: readonly (readonly string[])[]): readonly TextPlace[]
}

const maxDepth = 200
const maxValues = 4_000_000

/**
 * Reads a text that begins with a brace as JSON, any other as YAML.
 * @throws AppError `ValidationError` with line and column
 */
export async function readText(text: string): Promise<ReadText> {
  const read = /^\uFEFF?\s*[{[]/.test(text) ? readJson(text) : await readYaml(text)
  assertBounds(read.value)
  return read
}

function readJson(text: string): ReadText {
  let value: JsonValue
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  } catch (error) {
    const fault = findJsonFault(text)
    if (fault === undefined) throw error
    const message =
      fault.found === undefined
        ? 'The JSON text ends too early.'
        : `This is not JSON: ${JSON.stringify(fault.found)} cannot stand here.`
    refuseDefinition([definitionFault(toTarget(fault), message)], error)
  }
  return { mediaType: 'application/json', value, placesOf: (paths) => placesInJson(text, paths) }
}

async function readYaml(text: string): Promise<ReadText> {
  const yaml = await import('yaml')
  const lines = new yaml.LineCounter()
  // The library compares each key with all before it, which takes as long as all the rest: that is done below.
  const options = { lineCounter: lines, merge: true, prettyErrors: false, uniqueKeys: false }
  const document = yaml.parseDocument(text, options)
  const problems = document.errors.map(({ pos: [start], message }) => ({ start, message }))
  if (problems.length === 0) problems.push(...findRepeatedKeys(document, yaml))
  if (problems.length > 0) {
    refuseDefinition(
      problems.map(({ start, message }) => {
        const { line, col } = lines.linePos(start)
        return definitionFault(toTarget({ line, column: col }), `This is not YAML: ${message.replace(/\.?$/, '.')}`)
      }),
    )
  }
  let value: JsonValue
  try {
    // Aliases of aliases could stand for more values than any memory holds.
    value = document.toJS({ maxAliasCount: 1_000 })
  } catch (error) {
    const reason = error instanceof ReferenceError ? error.message : String(error)
    refuseDefinition([definitionFault(valueField, `This YAML text is not read: ${reason}.`)], error)
  }
  return {
    mediaType: 'application/yaml',
    value: value ?? null,
    placesOf: (paths) => paths.map((path) => placeInYaml(document, lines, path)),
  }
}

function findRepeatedKeys(document: Document, yaml: typeof import('yaml')): { start: number; message: string }[] {
  const problems: { start: number; message: string }[] = []
  yaml.visit(document, {
    Map: (_, map) => {
      const keys = new Set<string>()
      for (const { key } of map.items) {
        if (!yaml.isScalar(key) || key.value === '<<') continue
        const name = String(key.value)
        if (keys.has(name)) problems.push({ start: key.range?.[0] ?? 0, message: `the key '${name}' is there twice` })
        keys.add(name)
      }
    },
  })
  return problems
}

function placeInYaml(document: Document, lines: LineCounter, path: readonly string[]): TextPlace {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = length === 0 ? document.contents : getNode(document, path.slice(0, length))
    const range = typeof node === 'object' && node !== null && 'range' in node ? (node.range as number[] | null) : null
    if (range === null) continue
    const { line, col } = lines.linePos(range[0] ?? 0)
    return { line, column: col }
  }
  return { line: 1, column: 1 }
}

/** Keys of YAML may be numbers (`200:`). */
function getNode(document: Document, path: readonly string[]): unknown {
  let node: unknown = document.contents
  for (const key of path) {
    const container = toCollection(node, document)
    node = container?.get(key, true) ?? (/^\d+$/.test(key) ? container?.get(Number(key), true) : undefined)
  }
  return node
}

interface Collection {
  get(key: unknown, keepScalar: true): unknown
}

function toCollection(node: unknown, document: Document): Collection | undefined {
  if (typeof node !== 'object' || node === null) return undefined
  if ('resolve' in node && typeof node.resolve === 'function') return node.resolve(document) as Collection | undefined
  return 'get' in node && typeof node.get === 'function' ? (node as Collection) : undefined
}

function assertBounds(root: JsonValue): void {
  let count = 0
  const visit = (value: JsonValue | undefined, depth: number): void => {
    count++
    if (depth > maxDepth) {
      refuseDefinition([definitionFault(valueField, `The definition is nested more than ${maxDepth} levels deep.`)])
    }
    if (count > maxValues) {
      refuseDefinition([definitionFault(valueField, `The definition has more than ${maxValues} values.`)])
    }
    if (typeof value !== 'object' || value === null) return
    for (const member of Array.isArray(value) ? value : Object.values(value)) visit(member, depth + 1)
  }
  visit(root, 0)
}

/** @see Fault.target */
export const toTarget = ({ line, column }: TextPlace): string => `line ${line}, column ${column}`
