import type { Fault } from '@sluice/contracts'
import { type PolicyFormat, parseXml } from '../xml/parse-xml.ts'
import { isBlank, isElement, type XmlElement } from '../xml/xml-tree.ts'
import { maxFaults } from './check-policy-document.ts'
import { faultAt, faultInText, listed } from './fault-text.ts'
import { nearestName } from './nearest-name.ts'
import { type PolicyDocument, type SectionName, sectionNames } from './policy-document.ts'

/** Bytes of UTF-8 that a document may have. */
export const maxPolicyBytes = 256 * 1024

export interface PolicyReading {
  /** Undefined when there are faults. */
  readonly document: PolicyDocument | undefined
  readonly faults: readonly Fault[]
  /** What there is to check where only sections have faults: those that are known, each once. */
  readonly readable?: PolicyDocument
}

/**
 * Reads the text of a policy document; never throws.
 * @see reference: API Management, 3.1
 */
export function parsePolicyDocument(text: string, format: PolicyFormat): PolicyReading {
  const long = tooLong(text)
  if (long !== undefined) return refused([long])
  const { root, fault, values } = parseXml(text, format)
  if (fault !== undefined) return refused([faultInText(fault.position, fault.message)])
  if (root === undefined) return refused([faultInText({ line: 1, column: 1 }, "The element 'policies' is missing.")])
  if (root.name !== 'policies') {
    return refused([faultAt(root, `A policy document begins with <policies>, not with <${root.name}>.`)])
  }

  const faults: Fault[] = []
  const sections = readSections(root, faults)
  const document = Object.freeze({ root, sections, source: text, format, values })
  if (faults.length > 0) return Object.freeze({ ...refused(faults), readable: document })
  return Object.freeze({ document, faults: Object.freeze([]) })
}

export function tooLong(text: string): Fault | undefined {
  const bytes = utf8Length(text)
  if (bytes <= maxPolicyBytes) return undefined
  const what = `The document has ${bytes} bytes; at most ${maxPolicyBytes} (256 KiB) are allowed.`
  return faultInText({ line: 1, column: 1 }, what)
}

const refused = (faults: readonly Fault[]): PolicyReading =>
  Object.freeze({ document: undefined, faults: Object.freeze(faults.slice(0, maxFaults)) })

const isSectionName = (name: string): name is SectionName => (sectionNames as readonly string[]).includes(name)

function readSections(root: XmlElement, faults: Fault[]): PolicyDocument['sections'] {
  const found = new Map<SectionName, XmlElement>()
  refuseAttributes(root, faults)
  refuseText(
    root,
    `The element 'policies' cannot contain text. Sections allowed here: ${listed(sectionNames)}.`,
    faults,
  )
  for (const section of root.children.filter(isElement)) {
    if (!isSectionName(section.name)) {
      const nearest = nearestName(section.name, sectionNames)
      const meant = nearest === undefined ? '' : ` Did you mean '${nearest}'?`
      faults.push(
        faultAt(section, `'${section.name}' is not a section.${meant} Sections allowed here: ${listed(sectionNames)}.`),
      )
      continue
    }
    const first = found.get(section.name)
    if (first !== undefined) {
      const place = `line ${first.position.line}, column ${first.position.column}`
      faults.push(
        faultAt(section, `The section '${section.name}' is already there, on ${place}. Write each section once.`),
      )
      continue
    }
    refuseAttributes(section, faults)
    refuseText(section, `The section '${section.name}' cannot contain text, only policies.`, faults)
    found.set(section.name, section)
  }
  return Object.freeze({
    inbound: found.get('inbound'),
    backend: found.get('backend'),
    outbound: found.get('outbound'),
    'on-error': found.get('on-error'),
  })
}

function refuseAttributes(element: XmlElement, faults: Fault[]): void {
  for (const attribute of element.attributes) {
    faults.push(
      faultAt(
        { name: element.name, position: attribute.position },
        `The '${attribute.name}' attribute is not allowed here; <${element.name}> has no attributes.`,
      ),
    )
  }
}

function refuseText(element: XmlElement, what: string, faults: Fault[]): void {
  for (const child of element.children) {
    if (child.kind === 'text' && !isBlank(child.text)) {
      faults.push(faultAt({ name: element.name, position: child.position }, what))
    }
  }
}

/** Counted by hand: pure packages have no TextEncoder. */
function utf8Length(text: string): number {
  let bytes = 0
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}
