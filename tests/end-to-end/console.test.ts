import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningSluice, startSluice } from '../support/start-sluice.ts'

let sluice: RunningSluice
let key = ''

beforeAll(async () => {
  sluice = await startSluice()
  key = /Ocp-Apim-Subscription-Key: (\w+)/.exec(sluice.output().stdout)?.[1] ?? ''
})
afterAll(() => sluice.remove())

const send = (call: object) =>
  fetch(`${sluice.addresses.management}/api/console`, { method: 'POST', body: JSON.stringify(call) })

describe('the console of a running program', () => {
  it('tells its addresses, and calls the gateway at each, whose certificate it trusts', async () => {
    const answer = await fetch(`${sluice.addresses.management}/api/console`)
    const { gatewayHttp, gatewayHttps } = sluice.addresses
    expect(await answer.json()).toEqual({ addresses: [gatewayHttp, gatewayHttps] })
    for (const address of [gatewayHttp, gatewayHttps]) {
      const response = await send({
        method: 'PUT',
        url: `${address}/echo/resource?param1=a%20b`,
        headers: [
          ['Ocp-Apim-Subscription-Key', key],
          ['Content-Type', 'text/plain; charset=utf-8'],
        ],
        body: { text: 'é' },
      })
      expect([response.status, response.headers.get('x-console-status')]).toEqual([200, '200'])
      expect(await response.text()).toBe('é')
    }
  })

  it('shows what the gateway refuses', async () => {
    const response = await send({ method: 'GET', url: `${sluice.addresses.gatewayHttp}/echo/resource` })
    expect([response.status, response.headers.get('x-console-status')]).toEqual([200, '401'])
    expect(await response.text()).toContain('missing subscription key')
  })

  it('does not call the program itself', async () => {
    const response = await send({ method: 'GET', url: `${sluice.addresses.management}/api/tokens` })
    expect([response.status, await response.json()]).toMatchObject([400, { error: { code: 'ConsoleAddressRefused' } }])
  })

  it('says that the gateway does not answer while it is gone', async () => {
    process.kill(sluice.pidOf('gateway'), 'SIGSTOP')
    try {
      const url = `${sluice.addresses.gatewayHttp}/echo/resource`
      const response = await send({ method: 'GET', url, timeoutSeconds: 1 })
      expect([response.status, await response.json()]).toMatchObject([504, { error: { code: 'ConsoleTimeout' } }])
    } finally {
      process.kill(sluice.pidOf('gateway'), 'SIGCONT')
    }
  })
})
