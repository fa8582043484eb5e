import type { XmlDocument, XmlElement, XsdValidator } from 'libxml2-wasm'
import { compileXmlSchemas, firstSentence, type LibXml } from './compile-xml-schemas.ts'
import type { XmlCheck, XmlFault, XmlSchemaSet, XmlVerdict } from './xml-schema-checker.ts'

/** Schemas that are kept compiled. */
const maxKept = 32
/** More than anybody reads of one document. */
const maxFaults = 100
const soapNamespaces: readonly string[] = [
  'http://schemas.xmlsoap.org/soap/envelope/',
  'http://www.w3.org/2003/05/soap-envelope',
]

/**
 * Checks documents on the thread that calls it, one after another; compiled schemas are kept. How long that takes is up
 * to the schemas, so that calls from strangers belong on a thread of its own.
 */
export function createXmlCheck(libxml: LibXml): (check: XmlCheck) => XmlVerdict {
  const kept = new Map<string, XsdValidator | string>()
  const compiled = (schemas: XmlSchemaSet): XsdValidator | string => {
    const known = kept.get(schemas.key)
    const validator = known ?? compileXmlSchemas(libxml, schemas)
    kept.delete(schemas.key)
    kept.set(schemas.key, validator)
    const [oldest] = kept
    if (kept.size > maxKept && oldest !== undefined) {
      kept.delete(oldest[0])
      if (typeof oldest[1] !== 'string') oldest[1].dispose()
    }
    return validator
  }
  return ({ schemas, text, part }) => {
    const validator = compiled(schemas)
    if (typeof validator === 'string') return { kind: 'unusable', reason: validator }
    let document: XmlDocument
    try {
      document = libxml.XmlDocument.fromString(text)
    } catch (error) {
      return { kind: 'unreadable', reason: firstSentence(error) }
    }
    try {
      // Its entities could stand for a text without end.
      if (document.dtd !== null) return { kind: 'unreadable', reason: 'a document type declaration is not read' }
      if (part === 'document') {
        return { kind: 'checked', faults: faultsOf(libxml, () => validator.validate(document)).slice(0, maxFaults) }
      }
      const content = contentOfBody(libxml, document.root)
      if (content === undefined) return { kind: 'unreadable', reason: 'It is no SOAP envelope.' }
      const faults = content.flatMap((element) => faultsOf(libxml, () => validator.validate(element)))
      return { kind: 'checked', faults: faults.slice(0, maxFaults) }
    } catch (error) {
      // Of the library: an expression that would take it too many steps, or no more memory.
      if (!(error instanceof libxml.XmlError)) throw error
      return { kind: 'unusable', reason: 'the schema is too complex for this text' }
    } finally {
      document.dispose()
    }
  }
}

/** @param validate a document or a part of it */
function faultsOf({ XmlValidateError }: LibXml, validate: () => void): readonly XmlFault[] {
  try {
    validate()
    return []
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error
    return error.details.map(({ message, line }) => ({ message: message.trim(), line }))
  }
}

/** Undefined for what is no envelope with a body. A fault is part of SOAP itself. */
function contentOfBody(libxml: LibXml, root: XmlElement): readonly XmlElement[] | undefined {
  if (root.name !== 'Envelope' || !soapNamespaces.includes(root.namespaceUri)) return undefined
  const isOfSoap = (element: XmlElement, name: string) =>
    element.name === name && element.namespaceUri === root.namespaceUri
  const body = childrenOf(libxml, root).find((child) => isOfSoap(child, 'Body'))
  return body && childrenOf(libxml, body).filter((child) => !isOfSoap(child, 'Fault'))
}

const childrenOf = ({ XmlElement: Element }: LibXml, parent: XmlElement): readonly XmlElement[] =>
  parent.find('./*').filter((child) => child instanceof Element)
