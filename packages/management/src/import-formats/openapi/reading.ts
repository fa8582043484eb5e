import type { Fault } from '@sluice/contracts'
import { definitionFault, maxFaults } from '../definition-faults.ts'
import type { ImportOptions } from '../imported-api.ts'
import { createNoteList, type NoteList } from '../note-list.ts'
import { toTarget } from '../syntax/read-text.ts'
import {
  childOf,
  type DefinitionDocument,
  type DefinitionNode,
  fromPointer,
  isObject,
  rootOf,
  textOf,
  toPointer,
} from './definition-node.ts'

/** One go through a definition: what is found wrong, left out, or has to be fetched before the next go. */
export interface Reading {
  readonly root: DefinitionDocument
  readonly options: ImportOptions
  /** Everything that was reported, with its place. */
  toFaults(): readonly Fault[]
  readonly notes: NoteList
  /** Addresses of documents that were referred to and are not there yet. */
  readonly missing: Set<string>
  report(node: DefinitionNode, message: string): void
  /** The node itself or, for a reference, what it refers to; undefined when that was reported or has to be fetched. */
  resolve(node: DefinitionNode): DefinitionNode | undefined
}

const maxHops = 50

export function createReading(
  root: DefinitionDocument,
  documents: ReadonlyMap<string, DefinitionDocument>,
  options: ImportOptions,
): Reading {
  const missing = new Set<string>()
  const reports: { readonly node: DefinitionNode; readonly message: string }[] = []
  const report = (node: DefinitionNode, message: string) => {
    // The rest is counted by nobody, and every place costs.
    if (reports.length < maxFaults) reports.push({ node, message })
  }

  const find = (node: DefinitionNode, reference: string): DefinitionNode | undefined => {
    const mark = reference.indexOf('#')
    const address = mark < 0 ? reference : reference.slice(0, mark)
    const fragment = mark < 0 ? '' : reference.slice(mark + 1)
    const document = address === '' ? node.document : findDocument(node, address)
    if (document === undefined) return undefined
    if (fragment !== '' && !fragment.startsWith('/')) {
      report(node, `The reference '${reference}' is no JSON pointer.`)
      return undefined
    }
    const found = fromPointer(fragment).reduce(childOf, rootOf(document))
    if (found.value !== undefined) return found
    report(node, `The reference '${reference}' leads to nothing.`)
    return undefined
  }

  const findDocument = (node: DefinitionNode, address: string): DefinitionDocument | undefined => {
    const base = node.document.url
    if (!URL.canParse(address, base)) {
      report(
        node,
        `'${address}' refers to a file, which only an import from a link can find. Put its content into the definition.`,
      )
      return undefined
    }
    const url = new URL(address, base)
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      report(node, `'${address}' refers to something else than an http or https address.`)
      return undefined
    }
    if (url.href === root.url) return root
    const document = documents.get(url.href)
    if (document !== undefined) return document
    if (options.outgoing === undefined)
      report(node, `'${address}' refers to another document, which is not fetched here.`)
    else missing.add(url.href)
    return undefined
  }

  return {
    root,
    options,
    toFaults: () => placeReports(reports, root),
    missing,
    notes: createNoteList(),
    report,
    resolve(start) {
      let node = start
      for (let hops = 0; hops < maxHops; hops++) {
        const reference = isObject(node.value) ? textOf(node, '$ref') : undefined
        if (reference === undefined) return node
        const found = find(node, reference)
        if (found === undefined) return undefined
        node = found
      }
      report(start, 'The references lead round in a circle.')
      return undefined
    },
  }
}

function placeReports(
  reports: readonly { readonly node: DefinitionNode; readonly message: string }[],
  root: DefinitionDocument,
): Fault[] {
  const byDocument = Map.groupBy(reports, ({ node }) => node.document)
  return [...byDocument].flatMap(([document, inDocument]) => {
    const places = document.text.placesOf(inDocument.map(({ node }) => node.path))
    const suffix = document === root ? '' : ` of ${document.url}`
    return inDocument.map(({ node, message }, index) =>
      definitionFault(
        `${toTarget(places[index] ?? { line: 1, column: 1 })}${suffix}`,
        `${toPointer(node.path)}: ${message}`,
      ),
    )
  })
}
