import { createHash } from 'node:crypto'
import { type ApiSchemaProperties, apiSchemaContentTypes, type GlobalSchemaProperties } from '@sluice/contracts'
import type { XmlSchemaSet, XmlSchemaText } from './xml-schema-checker.ts'

const ofApis = new WeakMap<ReadonlyMap<string, ApiSchemaProperties>, XmlSchemaSet | null>()
const ofInstances = new WeakMap<ReadonlyMap<string, GlobalSchemaProperties>, Map<string, XmlSchemaSet | null>>()

/** All schemas of an API that are in XSD; undefined when none is. A WSDL has one for each namespace, often. */
export function xmlSchemasOfApi(schemas: ReadonlyMap<string, ApiSchemaProperties>): XmlSchemaSet | undefined {
  let set = ofApis.get(schemas)
  if (set === undefined) {
    const roots = [...schemas].flatMap(([name, { contentType, document }]) =>
      isXsd(contentType) && document.value ? [{ address: addressOf(name), text: document.value }] : [],
    )
    set = roots.length === 0 ? null : toSet(roots, [])
    ofApis.set(schemas, set)
  }
  return set ?? undefined
}

const isXsd = (contentType: string) =>
  contentType.split(';')[0]?.trim().toLowerCase() === apiSchemaContentTypes.xsd.toLowerCase()

/**
 * A schema of the instance, and those of the instance that it imports by `schemaLocation="other"`; undefined when there
 * is none of this name in XSD.
 * @param id in lower case
 */
export function xmlSchemasOfInstance(
  schemas: ReadonlyMap<string, GlobalSchemaProperties>,
  id: string,
): XmlSchemaSet | undefined {
  const known = ofInstances.get(schemas) ?? new Map<string, XmlSchemaSet | null>()
  ofInstances.set(schemas, known)
  let set = known.get(id)
  if (set === undefined) {
    const [root, ...others] = withImported(schemas, id)
    set = root === undefined ? null : toSet([root], others)
    known.set(id, set)
  }
  return set ?? undefined
}

function withImported(
  schemas: ReadonlyMap<string, GlobalSchemaProperties>,
  id: string,
  found = new Map<string, XmlSchemaText>(),
): readonly XmlSchemaText[] {
  const schema = schemas.get(id)
  if (found.has(id) || schema?.schemaType !== 'xml' || typeof schema.value !== 'string') return [...found.values()]
  found.set(id, { address: addressOf(id), text: schema.value })
  for (const [, location = ''] of schema.value.matchAll(/\bschemaLocation\s*=\s*["']([^"']*)["']/g)) {
    withImported(schemas, (location.split('/').at(-1) ?? '').toLowerCase().replace(/\.xsd$/, ''), found)
  }
  return [...found.values()]
}

const addressOf = (name: string) => `sluice:/schemas/${name}`

function toSet(roots: readonly XmlSchemaText[], others: readonly XmlSchemaText[]): XmlSchemaSet {
  const texts = JSON.stringify([roots, others].map((list) => list.map(({ address, text }) => [address, text])))
  return Object.freeze({ key: createHash('sha256').update(texts).digest('base64url'), roots, others })
}
