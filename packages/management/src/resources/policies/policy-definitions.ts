import { AppError, type Fault } from '@sluice/contracts'
import type { DocumentCondition, StoredDocument, StoreReader } from '@sluice/platform'
import {
  type FragmentText,
  findFragmentReferences,
  findNamedValues,
  fragmentKey,
  namedValueKey,
  replaceNamedValues,
  type StoredDefinitions,
  usesOf,
} from '@sluice/policy-language'
import { type ResourceBody, toBody, type WriteContext } from '../../arm/define-resource.ts'
import { nameOf, type ServiceIdentity, serviceKey } from '../../arm/identity.ts'
import { openSecret } from '../../arm/secret-fields.ts'
import type { ManagementEnvironment, PolicyScope } from '../../environment.ts'
import { isOfWebSocketApi } from '../apis/websocket-api.ts'
import { assertUnused, findPolicyTexts, isFragment, type PolicyText, textOf } from './policy-texts.ts'

/** Where policy texts and what they refer to are read from. */
export interface DefinitionSource {
  readonly environment: ManagementEnvironment
  readonly service: ServiceIdentity
  readonly reader: StoreReader
}

/** The fragments and named values that these texts refer to, directly and through fragments. */
export async function loadDefinitions(
  { environment, service, reader }: DefinitionSource,
  texts: readonly string[],
): Promise<StoredDefinitions> {
  const needsFragments = texts.some((text) => findFragmentReferences(text).length > 0)
  const stored = needsFragments ? await reader.list(`${serviceKey(service.name)}/policyfragments`) : []
  const fragments = new Map<string, FragmentText>(
    stored.map((document) => [fragmentKey(nameOf(document.key)), textOf(document)]),
  )
  const all = [...texts, ...[...fragments.values()].map(({ value }) => value)]
  const namedValues = await loadNamedValues({ environment, service, reader }, [...usesOf(all).namedValues])
  const namesBackends = all.some((text) => text.includes('backend-id'))
  const backends = namesBackends ? await reader.list(`${serviceKey(service.name)}/backends`) : []
  return { namedValues, fragments, backendIds: new Set(backends.map(({ key }) => nameOf(key))) }
}

/** The values of these named values, by `namedValueKey`, as far as they exist. */
export async function loadNamedValues(
  { environment, service, reader }: DefinitionSource,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>()
  for (const document of await findNamedValueDocuments(reader, service, names)) {
    const body = toBody(document)
    const value = openNamedValue(body, document.key, environment.secrets)
    if (value !== undefined) values.set(namedValueKey(String(body.properties.displayName)), value)
  }
  return values
}

/** More names than these are not asked for one by one. */
const mostNames = 100

async function findNamedValueDocuments(
  reader: StoreReader,
  { name }: ServiceIdentity,
  names: readonly string[],
): Promise<readonly StoredDocument[]> {
  if (names.length === 0) return []
  const collection = `${serviceKey(name)}/namedvalues`
  if (names.length > mostNames) return reader.list(collection)
  const isNamed = (value: string): DocumentCondition => ({
    kind: 'compare',
    field: { kind: 'body', path: ['properties', 'displayName'] },
    operator: 'eq',
    value,
  })
  const { documents } = await reader.find({ from: { collection }, where: { kind: 'or', terms: names.map(isNamed) } })
  return documents
}

/** The value of a stored named value, secret or not. */
export function openNamedValue(
  body: ResourceBody,
  key: string,
  secrets: ManagementEnvironment['secrets'],
): string | undefined {
  const value = openSecret(body, key, 'value', secrets) ?? body.properties.value
  return typeof value === 'string' ? value : undefined
}

/** Where the document at a path applies. */
export function scopeOf(path: string): PolicyScope {
  if (/^\/apis\/[^/]+\/operations\//i.test(path)) return 'operation'
  if (/^\/apis\//i.test(path)) return 'api'
  return /^\/products\//i.test(path) ? 'product' : 'global'
}

/** The definitions for a document at this path: a WebSocket API has policies for its handshake only. */
export async function definitionsAt(
  { reader, service }: Pick<DefinitionSource, 'reader' | 'service'>,
  path: string,
  definitions: StoredDefinitions,
): Promise<StoredDefinitions> {
  return (await isOfWebSocketApi(reader, service, path)) ? { ...definitions, isForHandshake: true } : definitions
}

/** Everything that is wrong with a stored policy document or fragment. */
export async function checkText(
  { environment: { checkPolicy, checkFragment }, reader, service }: DefinitionSource,
  document: StoredDocument,
  shared: StoredDefinitions,
): Promise<readonly Fault[]> {
  const { path } = toBody(document)
  const definitions = await definitionsAt({ reader, service }, path, shared)
  const text: PolicyText = textOf(document)
  return isFragment(document)
    ? checkFragment(nameOf(path), text, definitions)
    : checkPolicy(text.value, text.format, scopeOf(path), definitions)
}

/** Policy documents and fragments that refer to a named value. */
export async function findUsersOfNamedValue(
  reader: StoreReader,
  service: ServiceIdentity,
  name: string,
): Promise<readonly StoredDocument[]> {
  const key = namedValueKey(name)
  const candidates = await findPolicyTexts(reader, service, [`{{${name}}}`])
  return candidates.filter((document) =>
    findNamedValues(textOf(document).value).some((reference) => namedValueKey(reference.name) === key),
  )
}

/** Policy documents and fragments that include any of these fragments themselves. @param keys in lower case */
export async function findUsersOfFragments(
  reader: StoreReader,
  service: ServiceIdentity,
  keys: readonly string[],
): Promise<readonly StoredDocument[]> {
  const candidates = await findPolicyTexts(reader, service, keys)
  return candidates.filter((document) =>
    findFragmentReferences(textOf(document).value).some(({ fragmentId }) => keys.includes(fragmentKey(fragmentId))),
  )
}

/** A fault of a document that is there, with its path. */
export interface PlacedFault {
  readonly path: string
  readonly fault: Fault
}

/**
 * Faults of these documents, and of all that include them.
 * @param replaced a fragment as it would be
 */
export async function findFaultsOfUsers(
  source: DefinitionSource,
  direct: readonly StoredDocument[],
  replaced?: { readonly id: string; readonly text: FragmentText },
): Promise<readonly PlacedFault[]> {
  const affected = new Map(direct.map((document) => [document.key, document]))
  let fragments = direct.filter(isFragment)
  while (fragments.length > 0) {
    const keys = fragments.map(({ key }) => fragmentKey(nameOf(key)))
    const users = await findUsersOfFragments(source.reader, source.service, keys)
    const more = users.filter(({ key }) => !affected.has(key))
    for (const document of more) affected.set(document.key, document)
    fragments = more.filter(isFragment)
  }
  const documents = [...affected.values()]
  const texts = documents.map((document) => textOf(document).value)
  const stored = await loadDefinitions(source, replaced === undefined ? texts : [...texts, replaced.text.value])
  const definitions =
    replaced === undefined
      ? stored
      : { ...stored, fragments: new Map(stored.fragments).set(fragmentKey(replaced.id), replaced.text) }
  const found: PlacedFault[] = []
  for (const document of documents) {
    const faults = await checkText(source, document, definitions)
    found.push(...faults.map((fault) => ({ path: toBody(document).path, fault })))
  }
  return found
}

/**
 * To be called after a change of what these documents refer to: they, and all that include them, must still be good.
 * @throws AppError `ValidationError` with every fault and the document it is in
 */
export async function assertStillGood(source: DefinitionSource, direct: readonly StoredDocument[]): Promise<void> {
  const found = await findFaultsOfUsers(source, direct)
  const faults = found.map(({ path, fault: { code, target, message } }) => ({
    code,
    target: `${path}, ${target}`,
    message: `${message} (in ${path})`,
  }))
  if (faults.length > 0) throw new AppError('ValidationError', {}, { faults })
}

const comment = /<!--[\s\S]*?-->/g

/**
 * For what policies refer to by an attribute, such as `backend-id`, in so many words or by a named value.
 * @throws AppError `OperationNotAllowed` naming those that do
 */
export async function assertNotNamedInPolicies(
  { environment, transaction: reader, service }: WriteContext,
  { what, attribute, value }: { readonly what: string; readonly attribute: string; readonly value: string },
): Promise<void> {
  const named = new RegExp(`\\s${attribute}\\s*=\\s*(["'])\\s*${RegExp.escape(value)}\\s*\\1`, 'i')
  const candidates = await findPolicyTexts(reader, service, [attribute])
  const definitions = await loadDefinitions(
    { environment, service, reader },
    candidates.map((document) => textOf(document).value),
  )
  const users = candidates.filter((document) => {
    const { value: text, format } = textOf(document)
    return named.test(replaceNamedValues(text, definitions.namedValues, format).replace(comment, ''))
  })
  assertUnused(what, users)
}
