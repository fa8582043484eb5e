import { AppError, type Fault } from '@sluice/contracts'
import type { JsonObject, JsonValue } from '@sluice/platform'
import { findAssociation, findResource } from '../arm/find-declaration.ts'
import { collectionOf, nameOf } from '../arm/identity.ts'
import type { TextPlace } from '../arm/json-fault.ts'
import { isJsonObject } from '../arm/request-body.ts'
import { resources } from '../resources/index.ts'
import { type ConfigurationEntry, definitionTail, entryKey } from './configuration-entry.ts'
import { type FilePlace, placeOfFile } from './file-places.ts'
import { type ConfigurationFiles, isBefore } from './to-files.ts'
import type { YamlReading, YamlText } from './yaml-text.ts'

/** What files say, and where they say it. */
export interface ReadFiles {
  /** Lists in their order; what others are likely to need comes first. */
  readonly entries: readonly ConfigurationEntry[]
  /** Where in the files a field of an entry stands; undefined field = the entry. */
  placeOf(entry: ConfigurationEntry, target?: string): FilePosition
  /** Files that stand for nothing. */
  readonly unknown: readonly string[]
}

export interface FilePosition extends TextPlace {
  readonly file: string
}

type Located = ConfigurationEntry & { readonly files: readonly SourceFile[]; readonly field?: readonly string[] }

interface SourceFile {
  readonly file: string
  readonly reading?: YamlReading
}

/** @throws AppError `ConfigurationInvalid` with every fault that the files themselves have */
export function readFiles(files: ConfigurationFiles, yaml: YamlText): ReadFiles {
  const reader = createFileReader(yaml)
  for (const [file, text] of files) reader.add(file, text)
  return reader.finish()
}

export const atPosition = ({ file, line, column }: FilePosition): string => `${file}, line ${line}, column ${column}`

function createFileReader(yaml: YamlText) {
  const found = new Map<string, Located>()
  const orders = new Map<string, readonly string[]>()
  const definitionNotes = new Map<string, { readonly note: JsonObject; readonly source: SourceFile }>()
  const unknown: string[] = []
  const faults: Fault[] = []
  const fault = (position: FilePosition, message: string) =>
    faults.push({ code: 'ConfigurationInvalid', target: atPosition(position), message })

  function add(file: string, text: string): void {
    const place = placeOfFile(file)
    if (place === undefined) unknown.push(file)
    else if (place.kind === 'definition') keep({ kind: 'definition', path: place.path, content: { text } }, { file })
    else if (place.kind === 'resource' && place.form !== undefined) {
      keep({ kind: 'resource', path: place.path, content: { format: place.form, value: text } }, { file })
    } else addFields(place, file, text)
  }

  function addFields(place: FilePlace, file: string, text: string): void {
    const reading = yaml.read(text)
    for (const { message, ...at } of reading.faults) fault({ file, ...at }, `This is no YAML: ${message}.`)
    if (reading.faults.length > 0) return
    const source = { file, reading }
    const { value } = reading
    if (place.kind === 'order') {
      if (Array.isArray(value))
        orders.set(
          place.path.toLowerCase(),
          value.map((name) => String(name).toLowerCase()),
        )
      else fault({ file, line: 1, column: 1 }, 'This must be a list of names.')
      return
    }
    if (!isJsonObject(value)) {
      fault({ file, line: 1, column: 1 }, 'This must be fields with their values.')
      return
    }
    if (place.kind === 'service') {
      keep({ kind: 'service', path: '/', content: value }, source)
      return
    }
    const { links, definition, ...content } = value
    if (links !== undefined) addLinks(place.path, links, source)
    if (isJsonObject(definition)) definitionNotes.set(place.path.toLowerCase(), { note: definition, source })
    keep({ kind: 'resource', path: place.path, content }, source)
  }

  function addLinks(path: string, links: JsonValue, source: SourceFile): void {
    const reject = (field: readonly string[], message: string) =>
      fault({ file: source.file, ...(source.reading?.locate(field) ?? { line: 1, column: 1 }) }, message)
    if (!isJsonObject(links)) {
      reject(['links'], "'links' must be lists of names.")
      return
    }
    for (const [list, items] of Object.entries(links)) {
      if (!Array.isArray(items) || findAssociation(`${path}/${list}/x`) === undefined) {
        reject(['links', list], `'${list}' is no list of this resource.`)
        continue
      }
      for (const [at, item] of (items as readonly JsonValue[]).entries()) {
        const field = ['links', list, String(at)]
        const { name, ...content } = isJsonObject(item) ? item : { name: item }
        if (name === null || typeof name === 'object' || name === '') reject(field, 'This must be a name.')
        else keep({ kind: 'association', path: `${path}/${list}/${String(name)}`, content }, source, field)
      }
    }
  }

  /** A resource may have two files: its fields, and its text. */
  function keep(entry: ConfigurationEntry, source: SourceFile, field?: readonly string[]): void {
    const key = entryKey(entry)
    const known = found.get(key)
    const names = Object.keys(entry.content)
    if (
      known !== undefined &&
      (field !== undefined || names.length === 0 || names.some((name) => name in known.content))
    ) {
      fault({ file: source.file, line: 1, column: 1 }, `This says once more what ${known.files[0]?.file} says.`)
      return
    }
    const content = { ...known?.content, ...entry.content }
    const files = [...(known?.files ?? []), source]
    found.set(key, { ...entry, content, files, ...(field === undefined ? {} : { field }) })
  }

  function finish(): ReadFiles {
    for (const [owner, { note, source }] of definitionNotes) {
      const key = `${owner}${definitionTail}`
      const definition = found.get(key)
      if (definition !== undefined) found.set(key, { ...definition, content: { ...note, ...definition.content } })
      else fault({ file: source.file, ...place(source, ['definition']) }, 'The file of the definition is missing.')
    }
    for (const { kind, path, files } of found.values()) {
      if (kind !== 'definition' || definitionNotes.has(path.slice(0, -definitionTail.length).toLowerCase())) continue
      fault({ file: files[0]?.file ?? '', line: 1, column: 1 }, "Its API does not say under 'definition' what this is.")
    }
    if (faults.length > 0) throw new AppError('ConfigurationInvalid', { count: faults.length }, { faults })
    return { entries: sortEntries([...found.values()], orders), placeOf, unknown: [...unknown].sort() }
  }

  function placeOf(entry: ConfigurationEntry, target?: string): FilePosition {
    const { files = [], field = [] } = found.get(entryKey(entry)) ?? {}
    const inText = /^line (\d+), column (\d+)$/.exec(target ?? '')
    const text = files.find(({ reading }) => reading === undefined)
    if (inText !== null && text !== undefined) {
      return { file: text.file, line: Number(inText[1]), column: Number(inText[2]) }
    }
    const source = files.find(({ reading }) => reading !== undefined) ?? files[0]
    const names = (target ?? '')
      .split('.')
      .filter((name, at) => name !== '' && (at > 0 || entry.kind === 'service' || name !== 'properties'))
    return { file: source?.file ?? '', ...place(source, field.length > 0 ? field : names) }
  }

  const place = (source: SourceFile | undefined, field: readonly string[]): TextPlace =>
    source?.reading?.locate(field) ?? { line: 1, column: 1 }

  return { add, finish }
}

function sortEntries(
  entries: readonly Located[],
  orders: ReadonlyMap<string, readonly string[]>,
): readonly ConfigurationEntry[] {
  const ranks = new Map([...orders].map(([list, names]) => [list, new Map(names.map((name, at) => [name, at]))]))
  const rankOf = ({ path }: ConfigurationEntry) =>
    ranks.get(collectionOf(path).toLowerCase())?.get(nameOf(path).toLowerCase()) ?? Number.MAX_SAFE_INTEGER
  const typeOf = ({ kind, path }: ConfigurationEntry) => {
    if (kind === 'service') return -1
    const declaration = kind === 'resource' ? findResource(path)?.declaration : undefined
    return declaration === undefined ? resources.length : resources.indexOf(declaration)
  }
  const keyed = entries.map((entry) => ({
    entry,
    type: typeOf(entry),
    list: collectionOf(entry.path).toLowerCase(),
    rank: rankOf(entry),
  }))
  keyed.sort(
    (a, b) =>
      a.type - b.type ||
      (a.list < b.list ? -1 : a.list > b.list ? 1 : 0) ||
      a.rank - b.rank ||
      (isBefore(nameOf(a.entry.path), nameOf(b.entry.path)) ? -1 : 1),
  )
  return keyed.map(({ entry: { kind, path, content } }) => ({ kind, path, content }))
}
