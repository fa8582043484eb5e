import type { ApiProperties } from '@sluice/contracts'
import type { WriteContext } from '../../arm/define-resource.ts'
import { toKey } from '../../arm/identity.ts'
import { readApi, writeApi } from './api-documents.ts'
import { toRevisionName } from './api-names.ts'
import { readContent, readShared, removeContent, writeContent } from './copy-api.ts'

/**
 * Exchanges the current revision of an API with another one: the definitions of both change places, and everything that
 * belongs to the API as a whole (products, subscriptions, releases, issues) stays where it is.
 */
export async function makeCurrent(
  context: Pick<WriteContext, 'transaction' | 'service' | 'put'>,
  name: string,
  revision: string,
): Promise<void> {
  const { transaction, service } = context
  const current = await readApi(transaction, service, name)
  const wanted = await readApi(transaction, service, toRevisionName(name, revision))
  if (current === undefined || wanted === undefined) return
  const formerPath = toRevisionName(current.path, current.properties.apiRevision)
  const content = await readContent(context, wanted.path)
  const formerContent = await readContent(context, current.path)
  const shared = await readShared(context, wanted.path)
  await removeContent(transaction, service, current.path)
  await transaction.removeBelow(toKey(service.name, wanted.path))
  await transaction.remove(toKey(service.name, wanted.path))
  const was = (api: ApiProperties, isCurrent: boolean): ApiProperties => ({ ...api, isCurrent })
  await writeApi(transaction, service, current.path, was(wanted.properties, true))
  await writeApi(transaction, service, formerPath, was(current.properties, false))
  await writeContent(context, current.path, content)
  await writeContent(context, formerPath, formerContent)
  await writeContent(context, current.path, shared)
}
