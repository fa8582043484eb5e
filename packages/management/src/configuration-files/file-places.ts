import type { ResourceDeclaration } from '../arm/define-resource.ts'
import { findResource } from '../arm/find-declaration.ts'
import { collectionOf } from '../arm/identity.ts'
import { splitPath } from '../arm/path-pattern.ts'
import { resources } from '../resources/index.ts'
import { definitionTail } from './configuration-entry.ts'
import { decodeFileName, encodeFileName, groupFileNameParts } from './file-name.ts'

export const serviceFile = 'service.yaml'
export const orderFile = 'order.yaml'
const policyTail = '/policies/policy'

/** What a file is, as its path says. */
export type FilePlace =
  | { readonly kind: 'service' }
  /** `form` undefined = fields, otherwise the text of a policy document in this writing. */
  | { readonly kind: 'resource'; readonly path: string; readonly form?: 'xml' | 'rawxml' }
  | { readonly kind: 'definition'; readonly path: string }
  /** Path of the list whose members it orders. */
  | { readonly kind: 'order'; readonly path: string }

/** Fields of a resource. */
export function fieldsFile(path: string): string {
  const found = findResource(path)
  const base = baseOf(path)
  if (found !== undefined && hasFolder(found.declaration)) return `${base}/${kebab(found.declaration.title)}.yaml`
  return `${base}.yaml`
}

/** Text of a policy document; the writing that escapes what XML asks for has an ending of its own. */
export const policyFile = (path: string, form: 'xml' | 'rawxml'): string =>
  `${baseOf(path)}${form === 'rawxml' ? '.xml' : '.escaped.xml'}`

/** The document that a resource was imported from. @param path of the document */
export const definitionFile = (path: string, extension: 'json' | 'yaml' | 'xml'): string =>
  `${beside(path.slice(0, -definitionTail.length), 'definition')}.${extension}`

/** Names of a list in order of creation. */
export const listOrderFile = (listPath: string): string => `${splitPath(listPath).map(toPart).join('/')}/${orderFile}`

/** What stands at a path of files, undefined = nothing that an export would have made. */
export function placeOfFile(file: string): FilePlace | undefined {
  if (file === serviceFile) return { kind: 'service' }
  const place = readPlace(file)
  return place !== undefined && filesOf(place).includes(file.normalize('NFC')) ? place : undefined
}

function readPlace(file: string): FilePlace | undefined {
  const ending = /(\.escaped\.xml|\.xml|\.yaml|\.json)$/.exec(file)?.[0]
  if (ending === undefined) return undefined
  const groups = groupFileNameParts(file.slice(0, -ending.length).split('/'))
  const names = groups.map((group, at) => (at % 2 === 0 ? literalOf(group.join('/')) : decodeFileName(group)))
  const last = groups.at(-1)?.join('/') ?? ''
  const ofOwner = toPath(names.slice(0, -1))
  const isBesideOwner = groups.length % 2 === 1
  const form = ending === '.xml' ? 'rawxml' : ending === '.escaped.xml' ? 'xml' : undefined
  const toResource = (path: string | undefined): FilePlace | undefined =>
    path === undefined || ending === '.json'
      ? undefined
      : { kind: 'resource', path, ...(form === undefined ? {} : { form }) }

  if (isBesideOwner) {
    if (ofOwner === undefined) return undefined
    if (last === 'policy') return toResource(`${ofOwner}${policyTail}`)
    if (last === 'definition') return { kind: 'definition', path: `${ofOwner}${definitionTail}` }
    return toResource(ofOwner)
  }
  if (last === 'order' && ending === '.yaml') {
    const list = literalOf(groups.at(-2)?.join('/') ?? '')
    const owner = toPath(names.slice(0, -2))
    return list === undefined || owner === undefined ? undefined : { kind: 'order', path: `${owner}/${list}` }
  }
  const suffixed = /^(.+)\.(policy|definition)$/s.exec(groups.at(-1)?.at(-1) ?? '')
  if (suffixed !== null) {
    const own = decodeFileName([...(groups.at(-1)?.slice(0, -1) ?? []), suffixed[1] ?? ''])
    const owner = toPath([...names.slice(0, -1), own])
    if (owner === undefined) return undefined
    if (suffixed[2] === 'policy') return toResource(`${owner}${policyTail}`)
    return { kind: 'definition', path: `${owner}${definitionTail}` }
  }
  return toResource(toPath(names))
}

/** Every file that may stand for a place: a path that reads as one and is none of these has another spelling. */
function filesOf(place: FilePlace): readonly string[] {
  switch (place.kind) {
    case 'service':
      return [serviceFile]
    case 'order':
      return [listOrderFile(place.path)]
    case 'definition':
      return (['json', 'yaml', 'xml'] as const).map((extension) => definitionFile(place.path, extension))
    case 'resource':
      if (findResource(place.path) === undefined) return []
      return [place.form === undefined ? fieldsFile(place.path) : policyFile(place.path, place.form)]
  }
}

function baseOf(path: string): string {
  if (path.toLowerCase().endsWith(policyTail)) return beside(path.slice(0, -policyTail.length), 'policy')
  return splitPath(path).map(toPart).join('/')
}

/** A file that goes with a resource: in its folder where it has one. */
function beside(ownerPath: string, name: string): string {
  if (ownerPath === '') return name
  const owner = findResource(ownerPath)
  const base = splitPath(ownerPath).map(toPart).join('/')
  return owner !== undefined && hasFolder(owner.declaration) ? `${base}/${name}` : `${base}.${name}`
}

const toPart = (segment: string, at: number) => (at % 2 === 0 ? kebab(segment) : encodeFileName(segment))

/** What stands right below the service and has other resources below it. */
const withFolder = new Set(
  resources.filter(
    ({ path }) =>
      splitPath(path).length === 2 && resources.some((other) => collectionOf(collectionOf(other.path)) === path),
  ),
)

const hasFolder = (declaration: ResourceDeclaration) => withFolder.has(declaration)

const kebab = (name: string) => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase()

/** Names of lists as they are declared, by their names as folders. */
const literals = new Map(
  resources.flatMap(({ path }) =>
    splitPath(path)
      .filter((segment, at) => at % 2 === 0 && !segment.startsWith('{'))
      .map((segment) => [kebab(segment), segment] as const),
  ),
)

const literalOf = (folder: string): string | undefined => literals.get(folder)

function toPath(names: readonly (string | undefined)[]): string | undefined {
  return names.some((name) => name === undefined || name === '') ? undefined : names.map((name) => `/${name}`).join('')
}
