import { describe, expect, it } from 'vitest'
import { installationKey } from '../access/user-account.ts'
import { administrator, startManagement } from '../management.fixture.ts'
import { createInstallation } from '../samples/create-installation.ts'

/** What an older version left: the same documents, without what only this one keeps of them. */
async function startOlder() {
  const sluice = await startManagement()
  const { store } = sluice
  const indexes = await Promise.all(
    (await store.listBelow('/services/sluice')).map(async (document) => ({
      ...document,
      email: (await store.findByIndex('email', `/services/sluice|${administrator.email}`)).some(
        ({ key }) => key === document.key,
      ),
    })),
  )
  await store.transact({ actor: 'older' }, async (transaction) => {
    for (const { key, collection, body, email } of indexes) {
      const unique = email ? { unique: { email: `/services/sluice|${administrator.email}` } } : {}
      await transaction.put({ key, collection, body }, unique)
    }
    await transaction.remove(installationKey)
  })
  const startAgain = () =>
    createInstallation(sluice.environment, {
      administratorEmail: administrator.email,
      administratorPassword: 'another one',
      createSamples: true,
    })
  const signIn = () => sluice.fetchRaw('/api/sign-in', { method: 'POST', body: JSON.stringify(administrator) })
  return { ...sluice, startAgain, signIn }
}

describe('an installation of an older version', () => {
  it('is brought up to date at the first start of this one', async () => {
    const { call, log, startAgain, signIn } = await startOlder()
    expect((await signIn()).status).toBe(401)
    expect(await startAgain()).toBeUndefined()
    expect((await signIn()).status).toBe(200)
    const names = async (path: string) => (await call('GET', path)).json.value.map(({ name }: { name: string }) => name)
    expect(await names('/users/1/groups')).toEqual(['administrators', 'developers'])
    expect(await names('/apis/echo-api/products')).toEqual(['starter', 'unlimited'])
    const taken = await call('PUT', '/apis/other', {
      properties: { displayName: 'Other', path: 'echo', protocols: ['http'] },
    })
    expect(taken.json.error.details[0].target).toBe('properties.path')
    expect(log.records).toEqual([])
  })

  it('is brought up to date once, and no other installation is touched', async () => {
    const { store, startAgain } = await startOlder()
    await startAgain()
    const { changeNumber } = await store.readAll()
    await startAgain()
    expect((await store.readAll()).changeNumber).toBe(changeNumber)
  })
})
