import type { JsonObject, JsonValue } from '@sluice/platform'
import * as z from 'zod'
import { findResource } from '../arm/find-declaration.ts'
import { collectionOf, nameOf } from '../arm/identity.ts'
import { splitPath } from '../arm/path-pattern.ts'
import { ownerOf } from '../arm/write-association.ts'
import { type ConfigurationEntry, definitionTail, entryKey } from './configuration-entry.ts'
import { definitionFile, fieldsFile, listOrderFile, policyFile, serviceFile } from './file-places.ts'
import { secretMembersOf } from './secret-members.ts'
import { inFieldOrder, type YamlText } from './yaml-text.ts'

/** Files by their paths (`/` between folders), sorted. */
export type ConfigurationFiles = ReadonlyMap<string, string>

/** @param entries in order of creation */
export function toFiles(entries: readonly ConfigurationEntry[], yaml: YamlText): ConfigurationFiles {
  const files = new Map<string, string>()
  const notes = collectNotes(entries)
  for (const entry of entries) {
    const note = notes.get(entryKey(entry)) ?? {}
    if (entry.kind === 'service') files.set(serviceFile, yaml.write({ ...entry.content, ...note }))
    else if (entry.kind === 'definition') files.set(fileOfDefinition(entry), String(entry.content.text))
    else if (entry.kind === 'resource') writeResource(entry, note, { files, yaml })
  }
  for (const [list, names] of listsOf(entries)) {
    if (names.some((name, at) => at > 0 && !isBefore(names[at - 1] ?? '', name))) {
      files.set(listOrderFile(list), yaml.write(names))
    }
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The order of names where no other is said. */
export const isBefore = (a: string, b: string): boolean => a.toLowerCase() < b.toLowerCase()

interface Output {
  readonly files: Map<string, string>
  readonly yaml: YamlText
}

function writeResource(entry: ConfigurationEntry, note: JsonObject, { files, yaml }: Output): void {
  const { path, content } = entry
  const { format, value, ...rest } = content
  const isPolicy = (format === 'xml' || format === 'rawxml') && typeof value === 'string'
  if (isPolicy) files.set(policyFile(path, format), value)
  const fields = inFieldOrder(isPolicy ? rest : content, fieldOrderOf(path))
  const isEmpty = Object.keys(fields).length + Object.keys(note).length === 0
  if (!isPolicy || !isEmpty) files.set(fieldsFile(path), yaml.write({ ...fields, ...note }))
}

/** The order of the contract. */
function fieldOrderOf(path: string): readonly string[] {
  const declaration = findResource(path)?.declaration
  if (declaration === undefined) return []
  const { contract } = declaration
  const shape = contract instanceof z.ZodObject ? Object.keys(contract.shape) : []
  return [...shape, ...secretMembersOf(declaration).map(({ name }) => name)]
}

/** What the fields of a resource are followed by: whom it is linked with, and what its definition is. */
function collectNotes(entries: readonly ConfigurationEntry[]): ReadonlyMap<string, JsonObject> {
  const links = new Map<string, Map<string, { readonly name: string; readonly item: JsonValue }[]>>()
  const notes = new Map<string, JsonObject>()
  for (const { kind, path, content } of entries) {
    if (kind === 'definition') {
      const { text: _, ...definition } = content
      notes.set(path.slice(0, -definitionTail.length).toLowerCase(), { definition: inFieldOrder(definition, []) })
    }
    if (kind !== 'association') continue
    const owner = ownerOf(path).toLowerCase()
    const lists = links.get(owner) ?? new Map()
    const list = splitPath(path).at(-2) ?? ''
    const name = nameOf(path)
    const item = Object.keys(content).length === 0 ? name : { name, ...content }
    links.set(owner, lists.set(list, [...(lists.get(list) ?? []), { name, item }]))
  }
  for (const [owner, lists] of links) {
    const sorted = [...lists].sort(([a], [b]) => (isBefore(a, b) ? -1 : 1))
    const block = Object.fromEntries(
      sorted.map(([list, items]) => [
        list,
        items.sort((a, b) => (isBefore(a.name, b.name) ? -1 : 1)).map(({ item }) => item),
      ]),
    )
    notes.set(owner, { links: block, ...notes.get(owner) })
  }
  return notes
}

function fileOfDefinition({ path, content }: ConfigurationEntry): string {
  const kind = [content.mediaType, content.format].join(' ').toLowerCase()
  const extension = kind.includes('yaml') ? 'yaml' : kind.includes('json') ? 'json' : 'xml'
  return definitionFile(path, extension)
}

/** Names of the resources of each list, in order of creation; what stands alone has no order. */
function listsOf(entries: readonly ConfigurationEntry[]): ReadonlyMap<string, string[]> {
  const lists = new Map<string, string[]>()
  for (const { kind, path } of entries) {
    if (kind !== 'resource') continue
    const list = collectionOf(path)
    const names = lists.get(list)
    if (names === undefined) lists.set(list, [nameOf(path)])
    else names.push(nameOf(path))
  }
  return lists
}
