import { isAppError } from '@sluice/contracts'
import type { JsonObject, StoredDocument } from '@sluice/platform'
import { installationKey } from '../access/user-account.ts'
import { linkResources } from '../arm/association-document.ts'
import { findAssociation, findResource } from '../arm/find-declaration.ts'
import { type ServiceIdentity, serviceKey } from '../arm/identity.ts'
import { fillPath } from '../arm/path-pattern.ts'
import { patchResource } from '../arm/write-resource.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { listServiceBodies } from './service-document.ts'

const author = { actor: 'upgrade' } as const

/**
 * Gives what a version wrote that had fewer indexes those of this one, and writes down which service was the first.
 * Does nothing to an installation that has been written down so. A kill leaves it to be done again.
 */
export async function bringUpToDate(environment: ManagementEnvironment): Promise<void> {
  const { store, log } = environment
  if ((await store.get(installationKey)) !== undefined) return
  const services = await listServiceBodies(store)
  const [first] = services
  if (first === undefined) return
  for (const { identity } of services) {
    for (const document of await store.listBelow(serviceKey(identity.name))) {
      try {
        await writeAgain(environment, identity, document)
      } catch (error) {
        // A rule that came later must not keep a program from starting: the document stays as it was.
        if (!isAppError(error)) throw error
        log.warn('A resource of an older version is kept as it is.', { key: document.key, error })
      }
    }
  }
  await store.transact(author, (transaction) =>
    transaction.put({ key: installationKey, collection: '/', body: { service: first.identity.name.toLowerCase() } }),
  )
}

async function writeAgain(
  environment: ManagementEnvironment,
  service: ServiceIdentity,
  { key, body }: StoredDocument,
): Promise<void> {
  const path = String(body.path ?? '')
  const association = findAssociation(path)
  await environment.store.transact(author, async (transaction) => {
    if (association !== undefined) {
      const { declaration, identifiers } = association
      await linkResources(transaction, service, {
        path,
        targetPath: fillPath(declaration.shows, identifiers),
        association: declaration.path,
        properties: (body.properties ?? {}) as JsonObject,
      })
      return
    }
    // Built-in ones are written without any index, and nobody may change them.
    const isBuiltIn = (body.properties as JsonObject | undefined)?.type === 'system'
    if (findResource(path) === undefined || isBuiltIn || (await transaction.get(key)) === undefined) return
    await patchResource({ environment, transaction, service, path, query: new URLSearchParams(), ifMatch: '*' }, {})
  })
}
