import type { JsonObject, JsonValue } from '@sluice/platform'
import type { TextPlace } from '../arm/json-fault.ts'
import { isJsonObject } from '../arm/request-body.ts'

type Yaml = typeof import('yaml')

/** Writes and reads the files that hold fields. */
export interface YamlText {
  write(value: JsonValue): string
  read(text: string): YamlReading
}

export interface YamlReading {
  readonly value: JsonValue | undefined
  readonly faults: readonly (TextPlace & { readonly message: string })[]
  /** The place of a field, or of the nearest that is there. */
  locate(field: readonly string[]): TextPlace
}

/** Loaded when it is needed: no process that only serves pays for it. */
export async function loadYamlText(): Promise<YamlText> {
  const yaml = await import('yaml')
  return { write: (value) => write(yaml, value), read: (text) => read(yaml, text) }
}

function write(yaml: Yaml, value: JsonValue): string {
  const document = new yaml.Document(value, { aliasDuplicateObjects: false })
  yaml.visit(document, {
    Scalar(_, node) {
      // Line ends and control characters survive only as escapes; the rest of the text stays as readable as it is.
      if (typeof node.value === 'string' && needsEscapes.test(node.value)) node.type = 'QUOTE_DOUBLE'
    },
  })
  return document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER })
}

const needsEscapes = /(?!\n)[\p{Cc}\p{Cs}\u2028\u2029\ufeff]|^\s|\n\s*\n$/u

function read(yaml: Yaml, text: string): YamlReading {
  const lines = new yaml.LineCounter()
  const document = yaml.parseDocument(text, { lineCounter: lines, version: '1.2', schema: 'core', merge: false })
  const toPlace = (offset: number): TextPlace => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const faults = document.errors.map((error) => ({
    ...toPlace(error.pos[0]),
    message: error.message.split(' at line ')[0]?.split('\n')[0] ?? error.message,
  }))
  const locate = (field: readonly string[]): TextPlace => {
    for (let length = field.length; length > 0; length -= 1) {
      const node = nodeAt(yaml, document, field.slice(0, length))
      if (node?.range) return toPlace(node.range[0])
    }
    return { line: 1, column: 1 }
  }
  if (faults.length > 0) return { value: undefined, faults, locate }
  try {
    return { value: (document.toJS({ maxAliasCount: 100 }) ?? null) as JsonValue, faults, locate }
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    return { value: undefined, faults: [{ line: 1, column: 1, message: error.message }], locate }
  }
}

/** The key of a field where it has one, so that the place is where the line begins. */
function nodeAt(yaml: Yaml, document: ReturnType<Yaml['parseDocument']>, field: readonly string[]) {
  const parent = field.length === 1 ? document.contents : document.getIn(field.slice(0, -1), true)
  const last = field.at(-1) ?? ''
  if (yaml.isMap(parent)) {
    const pair = parent.items.find(({ key }) => String(yaml.isScalar(key) ? key.value : key) === last)
    return yaml.isNode(pair?.key) ? pair.key : undefined
  }
  const item = yaml.isSeq(parent) ? parent.items[Number(last)] : undefined
  return yaml.isNode(item) ? item : undefined
}

/** Fields of an object in the order of `first`, then the others by name. */
export function inFieldOrder(fields: JsonObject, first: readonly string[]): JsonObject {
  const names = Object.keys(fields).filter((name) => fields[name] !== undefined)
  const rest = names.filter((name) => !first.includes(name)).sort()
  const ordered = [...first.filter((name) => names.includes(name)), ...rest]
  return Object.fromEntries(ordered.map((name) => [name, fields[name]]))
}

/** The same text for what is the same but for the order of fields. */
export function toComparable(value: unknown): string {
  return JSON.stringify(value ?? null, (_, inner: unknown) =>
    isJsonObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  )
}
