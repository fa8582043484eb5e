import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningSluice, startSluice } from '../support/start-sluice.ts'

const execute = promisify(execFile)
const script = join(import.meta.dirname, 'azure-sign-in.ts')

let sluice: RunningSluice
beforeAll(async () => {
  sluice = await startSluice({ args: ['--role', 'management'], environment: { SLUICE_SAMPLES: 'false' } })
}, 60_000)
afterAll(() => sluice?.remove())

function signIn(clientId: string, clientSecret: string) {
  const { instance } = sluice.status()
  const { subscriptionId = '', resourceGroup = '', name = '' } = instance ?? {}
  const endpoint = sluice.addresses.managementHttps ?? ''
  return execute(process.execPath, [script, endpoint, subscriptionId, resourceGroup, name, clientId, clientSecret], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: join(sluice.dataFolder, 'ca.pem') },
  })
}

describe('Azure’s own libraries', () => {
  it('sign in here with a client id and its secret, over TLS, and use the SDK', async () => {
    const { stdout } = sluice.run('client', 'add', 'pipeline', '--role', 'analyst')
    const [, id = '', secret = ''] = /client id: +(\S+)\s+client secret: +(\S+)/.exec(stdout) ?? []
    expect(JSON.parse((await signIn(id, secret)).stdout)).toEqual(['administrators', 'developers', 'guests'])
    await expect(signIn(id, 'wrong')).rejects.toThrow('invalid_client')
  }, 60_000)
})
