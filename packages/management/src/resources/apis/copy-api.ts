import type { StoredDocument, Transaction } from '@sluice/platform'
import { toBody, type WriteContext } from '../../arm/define-resource.ts'
import { type ServiceIdentity, toKey } from '../../arm/identity.ts'
import { splitPath } from '../../arm/path-pattern.ts'
import { readSource, sourcePathOf, writeSource } from './source-document.ts'

/** What belongs to one revision of an API; everything else below an API belongs to all of them. */
const ofOneRevision = ['operations', 'tools', 'policies', 'schemas', 'tagdescriptions', 'diagnostics']

type Reading = Pick<WriteContext, 'transaction' | 'service'>

/** The definition of an API: its operations, policies and schemas, in order of creation, and what it was imported from. */
export interface ApiContent {
  readonly documents: readonly StoredDocument[]
  readonly source: StoredDocument | undefined
}

export async function readContent({ transaction, service }: Reading, apiPath: string): Promise<ApiContent> {
  const key = toKey(service.name, apiPath)
  const below = await transaction.listBelow(key)
  return {
    documents: below.filter((document) => isOfOneRevision(document, key)),
    source: await readSource(transaction, key),
  }
}

/** What was put below one revision, such as a tag, although it belongs to all of them. */
export async function readShared({ transaction, service }: Reading, apiPath: string): Promise<ApiContent> {
  const key = toKey(service.name, apiPath)
  const below = await transaction.listBelow(key)
  const sourceKey = toKey(service.name, sourcePathOf(apiPath))
  const documents = below.filter((document) => !isOfOneRevision(document, key) && document.key !== sourceKey)
  return { documents, source: undefined }
}

const isOfOneRevision = ({ key }: StoredDocument, apiKey: string): boolean =>
  ofOneRevision.includes(key.slice(apiKey.length + 1).split('/')[0] ?? '')

export async function removeContent(
  transaction: Transaction,
  service: ServiceIdentity,
  apiPath: string,
): Promise<void> {
  const key = toKey(service.name, apiPath)
  for (const collection of ofOneRevision) await transaction.removeBelow(`${key}/${collection}`)
  await transaction.remove(toKey(service.name, sourcePathOf(apiPath)))
}

/** Writes what is below one API below another one, as if it had been sent; what is there already stays. */
export async function writeContent(
  { put, transaction, service }: Pick<WriteContext, 'put' | 'transaction' | 'service'>,
  apiPath: string,
  { documents, source }: ApiContent,
): Promise<void> {
  for (const document of documents) {
    const { path, properties } = toBody(document)
    const wanted = `${apiPath}/${splitPath(path).slice(2).join('/')}`
    if ((await transaction.get(toKey(service.name, wanted))) === undefined) await put(wanted, properties)
  }
  if (source !== undefined) await writeSource(transaction, service, apiPath, source.body)
}
