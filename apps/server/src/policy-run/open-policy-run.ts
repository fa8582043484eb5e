import { dirname, join } from 'node:path'
import type { Fault } from '@sluice/contracts'
import { checkPolicy } from '@sluice/gateway/documents'
import {
  type FragmentText,
  fragmentKey,
  namedValueKey,
  type PolicyScope,
  policyScopes,
  type StoredDefinitions,
} from '@sluice/policy-language'
import type { ConfigurationAround } from '../policy-check/find-configuration.ts'
import { type PlacedFault, placeFault } from '../policy-check/placed-fault.ts'
import { readTextFile } from '../policy-check/read-text-file.ts'
import { type Act, type ActFile, parseActFile } from './act-file.ts'
import { documentsAround } from './documents-around.ts'
import { invalidLine } from './invalid-line.ts'
import { readStubDefinition } from './read-stub-definition.ts'
import { type NamedFile, type RunSettings, readRunSettings } from './run-settings.ts'
import { readStubBackends } from './stub-backends.ts'
import type { StubInstance } from './stub-entries.ts'
import { usedNamedValues } from './used-named-values.ts'

/** Texts as they were read. */
export interface RunSource {
  /** A policy document, or a golden file, which needs no request file. */
  readonly document: NamedText
  readonly request?: NamedText | undefined
  /** The configuration that the document stands in. */
  readonly around?: ConfigurationAround | undefined
}

export interface NamedText {
  /** As the user named it; files that it names are found from here. */
  readonly file: string
  readonly text: string
}

/** Everything that is needed to play a file. */
export interface PolicyRun {
  /** Where the acts stand. */
  readonly file: string
  readonly instance: StubInstance
  readonly acts: readonly Act[]
  /** Of the document itself. */
  readonly ownFaults: readonly Fault[]
  /** Of all documents, with their places in files. */
  readonly faults: readonly PlacedFault[]
}

/** @throws AppError `ActFileInvalid`, `PolicyFileUnusable` */
export async function openPolicyRun({ document, request, around }: RunSource): Promise<PolicyRun> {
  const source = request ?? document
  const read = parseActFile(source.text, source.file)
  const own = ownDocument(read, document, request)
  const written = readRunSettings(read.settings, source.file)
  const settings: RunSettings = { ...written, backends: backendsWith(around, written.backends) }
  const backends = readStubBackends(read, settings.backends, source.file)
  const readNamed = ({ path, line }: NamedFile): string =>
    readTextFile(join(dirname(source.file), path), `${source.file}:${line}: ${path}`)

  const ownPlace = around?.own?.kind === 'policy' ? around.own.scope : undefined
  const scope = settings.scope ?? ownPlace ?? 'operation'
  const format = around?.own?.text.format ?? settings.format
  const ownText: PlacedText = { file: own.file, firstLine: own.line, text: { value: own.text, format } }
  const others = otherDocuments(read, settings, { readNamed, file: source.file, ownScope: scope })
  const wider = [...documentsAround(around)].filter(([place]) => place !== scope)
  const texts = new Map<PolicyScope, PlacedText>([[scope, ownText], ...wider, ...others])
  if (texts.has('product') && settings.product === undefined) {
    throw invalidLine({ file: source.file, line: 1 }, 'A document of a product needs a product, and there is none.')
  }

  const namedValues = new Map(around?.policies.namedValues)
  for (const [name, value] of settings.namedValues) namedValues.set(namedValueKey(name), value)
  const fragments = new Map(around?.policies.fragments)
  for (const [id, text] of writtenFragments(read, settings, readNamed)) fragments.set(fragmentKey(id), text)
  const used = usedNamedValues(
    [...texts.values()].map(({ text }) => text.value),
    fragments,
  )
  for (const key of around?.policies.openValues ?? []) {
    if (!used.has(key) || namedValues.has(key)) continue
    const reason = `The configuration does not hold the secret value of '${key}'; write 'named-value ${key}: …' here.`
    throw invalidLine({ file: source.file, line: 1 }, reason)
  }
  const definitions: StoredDefinitions = {
    namedValues,
    fragments,
    // A file that says nothing of backends may name any.
    ...(backends.size === 0 ? {} : { backendIds: new Set(backends.keys()) }),
  }
  const faultsOf = (place: PolicyScope, { text }: PlacedText) =>
    checkPolicy(text.value, text.format, place, definitions)
  const definition =
    settings.definition &&
    (await readStubDefinition(readNamed(settings.definition), join(dirname(source.file), settings.definition.path)))
  if (!read.acts.some(({ kind }) => kind === 'request' || kind === 'refused')) {
    const line = source.text.trimEnd().split('\n').length
    const reason = 'No request stands here; name a file with --request, or write it behind the document.'
    throw invalidLine({ file: source.file, line }, reason)
  }
  return {
    file: source.file,
    instance: {
      settings,
      namedValues,
      fragments,
      backends,
      definition,
      documents: new Map([...texts].map(([place, { text }]) => [place, text])),
    },
    acts: read.acts,
    ownFaults: faultsOf(scope, ownText),
    faults: [...texts].flatMap(([place, one]) =>
      faultsOf(place, one).map((fault) => placeFault(fault, one.file, one.firstLine)),
    ),
  }
}

/** A document and where it stands. */
export interface PlacedText {
  readonly file: string
  readonly firstLine: number
  readonly text: FragmentText
}

function ownDocument(read: ActFile, document: NamedText, request: NamedText | undefined) {
  if (request !== undefined) {
    if (read.document === undefined) return { file: document.file, line: 1, text: document.text }
    throw invalidLine(
      { file: request.file, line: read.document.line },
      `A document stands here, too; the one that runs is ${document.file}.`,
    )
  }
  if (read.document !== undefined) return { file: document.file, ...read.document }
  throw invalidLine({ file: document.file, line: 1 }, 'The document is missing: it stands before the first dashes.')
}

interface Reading {
  readonly readNamed: (file: NamedFile) => string
  readonly file: string
}

/** Documents of other scopes, from files that settings name and from the file itself. */
function otherDocuments(
  read: ActFile,
  settings: RunSettings,
  { readNamed, file, ownScope }: Reading & { readonly ownScope: PolicyScope },
): ReadonlyMap<PolicyScope, PlacedText> {
  const documents = new Map<PolicyScope, PlacedText>()
  const add = ({ name, line }: { readonly name: string; readonly line: number }, text: PlacedText) => {
    const scope = policyScopes.find((known) => known === name)
    if (scope === undefined) {
      throw invalidLine({ file, line }, `'${name}' is no scope; scopes are ${policyScopes.join(', ')}.`)
    }
    if (scope === ownScope) {
      throw invalidLine({ file, line }, `The document of the scope '${scope}' is the one that runs.`)
    }
    documents.set(scope, text)
  }
  for (const named of settings.policies) {
    const text: FragmentText = { value: readNamed(named), format: 'rawxml' }
    add(named, { file: join(dirname(file), named.path), firstLine: 1, text })
  }
  for (const act of read.acts) {
    if (act.kind !== 'policy') continue
    add(act, { file, firstLine: act.line + 1, text: { value: act.text, format: 'rawxml' } })
  }
  return documents
}

function writtenFragments(read: ActFile, settings: RunSettings, readNamed: Reading['readNamed']) {
  const fragments = new Map<string, FragmentText>()
  for (const named of settings.fragments) fragments.set(named.name, { value: readNamed(named), format: 'rawxml' })
  for (const act of read.acts) {
    if (act.kind === 'fragment') fragments.set(act.name, { value: act.text, format: 'rawxml' })
  }
  return fragments
}

/** A pool of the configuration is one backend here, named after itself. */
function backendsWith(around: ConfigurationAround | undefined, written: ReadonlyMap<string, string>) {
  const backends = new Map<string, string>()
  for (const [id, url] of around?.policies.backendUrls ?? []) backends.set(id, url ?? `http://${id}`)
  for (const [id, url] of written) backends.set(id.toLowerCase(), url)
  return backends
}
