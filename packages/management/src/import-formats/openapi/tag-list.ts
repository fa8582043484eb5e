import { createTagIds } from '../identifier-of.ts'
import type { ImportedTag } from '../imported-api.ts'
import { childOf, childrenOf, type DefinitionNode, isObject, memberOf, rootOf, textOf } from './definition-node.ts'
import type { Reading } from './reading.ts'

/** The tags of a definition: those it describes, then those that only operations name. */
export interface TagList {
  /** Ids of the tags of an operation. */
  readOf(operation: DefinitionNode): string[]
  toTags(): readonly ImportedTag[]
}

const maxNameLength = 160
const maxUrlLength = 2000

export function createTagList(reading: Reading): TagList {
  const takeId = createTagIds()
  const tags = new Map<string, ImportedTag>()

  const add = (name: string, node: DefinitionNode, facts: Partial<ImportedTag> = {}): string | undefined => {
    const known = tags.get(name)
    if (known !== undefined) return known.id
    const id = takeId(name)
    if (id === undefined) {
      reading.report(node, 'A thousand tags before this one have the same identifier.')
      return undefined
    }
    tags.set(name, { id, displayName: name.slice(0, maxNameLength), ...facts })
    return id
  }

  const described = childOf(rootOf(reading.root), 'tags')
  if (described.value !== undefined && !Array.isArray(described.value)) {
    reading.report(described, "'tags' has to be a list.")
  } else {
    for (const [, node] of childrenOf(described)) {
      const name = textOf(node, 'name')?.trim()
      if (!isObject(node.value) || name === undefined || name === '')
        reading.report(node, "A tag has to have a 'name'.")
      else add(name, node, readDescription(node))
    }
  }

  return {
    readOf(operation) {
      const node = childOf(operation, 'tags')
      if (node.value === undefined) return []
      if (!Array.isArray(node.value)) {
        reading.report(node, "'tags' has to be a list.")
        return []
      }
      const ids = childrenOf(node).flatMap(([, entry]) => {
        const name = typeof entry.value === 'string' ? entry.value.trim() : ''
        if (name !== '') return add(name, entry) ?? []
        reading.report(entry, 'A tag has to be a name.')
        return []
      })
      return [...new Set(ids)]
    },
    toTags: () => [...tags.values()],
  }
}

function readDescription(node: DefinitionNode): Partial<ImportedTag> {
  const description = textOf(node, 'description')
  const docs = childOf(node, 'externalDocs')
  const url = textOf(docs, 'url')
  const docsDescription = textOf(docs, 'description')
  return {
    ...(description === undefined ? {} : { description }),
    ...(url === undefined || url.length > maxUrlLength ? {} : { externalDocsUrl: url }),
    ...(docsDescription === undefined || memberOf(docs.value, 'url') === undefined
      ? {}
      : { externalDocsDescription: docsDescription }),
  }
}
