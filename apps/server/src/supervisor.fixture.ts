// Entry file for supervisor.test.ts: roles that are a small HTTP server each, in processes of their own.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AppError } from '@sluice/contracts'
import { createLog } from '@sluice/platform/log'
import { runRoleProcess } from './role-process.ts'
import type { RoleName, StartRole } from './roles/role.ts'

const portSettings = {
  management: 'managementPort',
  gateway: 'gatewayHttpPort',
  ml: 'mlPort',
  storage: 'blobPort',
} as const
const addressNames = { management: 'management', gateway: 'gatewayHttp', ml: 'ml', storage: 'storage' } as const

const startFixture =
  (name: RoleName): StartRole =>
  async ({ config, addresses }) => {
    const seen = [addresses.current()]
    addresses.onChange((current) => seen.push(current))
    const server = createServer((request, response) => {
      if (request.url === '/crash')
        process.nextTick(() => {
          throw new Error('crash')
        })
      else if (request.url === '/slow') setTimeout(() => response.end('finished'), 400)
      else response.end(JSON.stringify({ pid: process.pid, addresses: seen.at(-1), config }))
    })
    if (name === 'ml' && config.administratorEmail === 'ml-refuses@example.com') {
      throw new AppError('StoreUnavailable', { reason: 'it was asked to refuse' })
    }
    server.listen(config[portSettings[name]], '127.0.0.1')
    await once(server, 'listening')
    return {
      addresses: { [addressNames[name]]: `http://localhost:${(server.address() as AddressInfo).port}` },
      firstStart: name === 'management' ? { administratorPassword: 'made' } : { endpointId: 'e' },
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve())
          server.closeIdleConnections()
        }),
    }
  }

runRoleProcess({
  load: async (name) => startFixture(name),
  createLog: (role) => createLog({ level: 'silent', role }),
})
