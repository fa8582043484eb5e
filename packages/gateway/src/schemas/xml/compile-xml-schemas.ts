import type { XsdValidator } from 'libxml2-wasm'
import type { XmlSchemaSet, XmlSchemaText } from './xml-schema-checker.ts'

export type LibXml = typeof import('libxml2-wasm')

/** The reference: 4 MB. */
const maxCharacters = 4 * 1024 * 1024

/** What the library may open while schemas are compiled; empty at all other times. */
const files = new Map<string, Uint8Array>()
let isGuarded = false

/**
 * Loads the library, which then opens nothing but what it is handed: every address is answered here, those that are not
 * known by nothing.
 */
export async function loadLibXml(): Promise<LibXml> {
  const libxml = await import('libxml2-wasm')
  if (!isGuarded) {
    isGuarded = true
    const { openBuffer, readBuffer, closeBuffer } = libxml
    libxml.xmlRegisterInputProvider({
      match: () => true,
      open: (address) => {
        const bytes = files.get(addressOf(address))
        return bytes && openBuffer(bytes)
      },
      read: readBuffer,
      close: (opened) => {
        closeBuffer(opened)
        return true
      },
    })
  }
  return libxml
}

/** Authors write `order.xsd` for the schema `order`. */
const addressOf = (address: string): string => address.toLowerCase().replace(/\.xsd$/, '')

/**
 * One validator for all schemas of a set; a sentence when they cannot be used together. Schemas of one namespace are
 * included in one another, since a namespace is imported only once; what they name by an address that is not here is
 * taken from the others by its namespace.
 */
export function compileXmlSchemas(libxml: LibXml, { roots, others }: XmlSchemaSet): XsdValidator | string {
  const all = [...roots, ...others]
  if (all.reduce((sum, { text }) => sum + text.length, 0) > maxCharacters) return 'the schema has more than 4 MB'
  try {
    for (const { address, text } of all) files.set(addressOf(address), encoder.encode(text))
    const main = mainSchema(libxml, roots)
    const document = libxml.XmlDocument.fromString(main.text, { url: main.address })
    try {
      return libxml.XsdValidator.fromDoc(document)
    } finally {
      document.dispose()
    }
  } catch (error) {
    return firstSentence(error)
  } finally {
    files.clear()
  }
}

const encoder = new TextEncoder()

/** The one schema there is, or one that brings in all. */
function mainSchema(libxml: LibXml, roots: readonly XmlSchemaText[]): XmlSchemaText {
  const [only] = roots
  if (only !== undefined && roots.length === 1) return only
  const byNamespace = Map.groupBy(roots, (root) => namespaceOf(libxml, root))
  const parts = [...byNamespace].map(([namespace, [first, ...more]], index) => {
    if (first === undefined) return ''
    if (namespace === '') return [first, ...more].map(include).join('')
    if (more.length === 0) return `<xs:import namespace="${escapeXml(namespace)}" schemaLocation="${first.address}"/>`
    const address = `sluice:/namespaces/${index}`
    const text = schema(` targetNamespace="${escapeXml(namespace)}"`, [first, ...more].map(include).join(''))
    files.set(address, encoder.encode(text))
    return `<xs:import namespace="${escapeXml(namespace)}" schemaLocation="${address}"/>`
  })
  return { address: 'sluice:/main', text: schema('', parts.join('')) }
}

function namespaceOf({ XmlDocument }: LibXml, { address, text }: XmlSchemaText): string {
  const document = XmlDocument.fromString(text, { url: address })
  try {
    return document.root.attr('targetNamespace')?.value ?? ''
  } finally {
    document.dispose()
  }
}

const schema = (attributes: string, content: string) =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"${attributes}>${content}</xs:schema>`
const include = ({ address }: XmlSchemaText) => `<xs:include schemaLocation="${address}"/>`
const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** What the library says first; of several the others follow from it. */
export function firstSentence(error: unknown): string {
  const details = typeof error === 'object' && error !== null && 'details' in error ? error.details : undefined
  const first: unknown = Array.isArray(details) ? details[0] : undefined
  if (typeof first === 'object' && first !== null && 'message' in first && 'line' in first) {
    return `${String(first.message).trim().replace(/\.$/, '')} (line ${first.line})`
  }
  return (error instanceof Error ? error.message : String(error)).trim().replace(/\.$/, '')
}
