import type { StoredDocument, Transaction } from '@sluice/platform'
import { toBody, type WriteContext } from '../../arm/define-resource.ts'
import { type ServiceIdentity, toKey } from '../../arm/identity.ts'
import { splitPath } from '../../arm/path-pattern.ts'
import { readSource, sourcePathOf, writeSource } from './source-document.ts'

/** What belongs to one revision of an API; everything else below an API belongs to all of them. */
const ofOneRevision = ['operations', 'policies', 'schemas', 'tagdescriptions']

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
    documents: below.filter(({ key: own }) => ofOneRevision.includes(own.slice(key.length + 1).split('/')[0] ?? '')),
    source: await readSource(transaction, key),
  }
}

export async function removeContent(
  transaction: Transaction,
  service: ServiceIdentity,
  apiPath: string,
): Promise<void> {
  const key = toKey(service.name, apiPath)
  for (const collection of ofOneRevision) await transaction.removeBelow(`${key}/${collection}`)
  await transaction.remove(toKey(service.name, sourcePathOf(apiPath)))
}

/** Writes the definition of one API below another one, as if it had been sent. */
export async function writeContent(
  { put, transaction, service }: Pick<WriteContext, 'put' | 'transaction' | 'service'>,
  apiPath: string,
  { documents, source }: ApiContent,
): Promise<void> {
  for (const document of documents) {
    const { path, properties } = toBody(document)
    await put(`${apiPath}/${splitPath(path).slice(2).join('/')}`, properties)
  }
  if (source !== undefined) await writeSource(transaction, service, apiPath, source.body)
}
