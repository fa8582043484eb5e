import { AppError } from '@sluice/contracts/errors'
import { changeContainer, dropContainer, insertContainer, readContainer } from '../metadata/containers.ts'
import { readConditions } from '../requests/conditions.ts'
import { readMetadata, toMetadataHeaders } from '../requests/metadata-headers.ts'
import { defineOperation } from './storage-operation.ts'
import { leaseHeaders, toTagHeaders } from './tag-headers.ts'

export const createContainer = defineOperation({
  title: 'Create Container',
  needs: 'cw',
  openTo: 'account-signatures',
  async handle({ call, container, header, nowMs }, { store }) {
    if (header('x-ms-blob-public-access') !== undefined) throw new AppError('PublicAccessNotPermitted', {})
    const metadata = readMetadata(call.headers)
    const made = await store.database.commit(() => insertContainer(store.database, container, metadata, nowMs))
    return { status: 201, headers: toTagHeaders(made) }
  },
})

export const getContainerProperties = defineOperation({
  title: 'Get Container Properties',
  needs: 'r',
  openTo: 'account-signatures',
  handle({ container }, { store }) {
    const found = readContainer(store.database, container)
    return {
      status: 200,
      headers: {
        ...toTagHeaders(found),
        ...toMetadataHeaders(found.metadata),
        ...leaseHeaders,
        'x-ms-has-immutability-policy': 'false',
        'x-ms-has-legal-hold': 'false',
        'x-ms-default-encryption-scope': '$account-encryption-key',
        'x-ms-deny-encryption-scope-override': 'false',
      },
    }
  },
})

export const getContainerMetadata = defineOperation({
  title: 'Get Container Metadata',
  needs: 'r',
  openTo: 'account-signatures',
  handle({ container }, { store }) {
    const found = readContainer(store.database, container)
    return { status: 200, headers: { ...toTagHeaders(found), ...toMetadataHeaders(found.metadata) } }
  },
})

export const setContainerMetadata = defineOperation({
  title: 'Set Container Metadata',
  needs: 'w',
  openTo: 'account-signatures',
  async handle({ call, container, header, nowMs }, { store }) {
    const metadata = readMetadata(call.headers)
    const conditions = readConditions(header)
    const changed = await store.database.commit(() =>
      changeContainer(store.database, container, { metadata }, { conditions, nowMs }),
    )
    return { status: 200, headers: toTagHeaders(changed) }
  },
})

export const deleteContainer = defineOperation({
  title: 'Delete Container',
  needs: 'd',
  openTo: 'account-signatures',
  async handle({ container, header }, { store }) {
    const conditions = readConditions(header)
    await store.database.commit(() => dropContainer(store.database, container, conditions))
    store.janitor.wake()
    return { status: 202 }
  },
})
