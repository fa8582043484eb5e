import { createServer } from 'node:net'
import { loadAddresses } from '../address-file.ts'
import type { Config } from '../config.ts'
import { isAlive } from '../role-health.ts'
import type { Check, Finding } from './check.ts'

interface Port {
  readonly name: string
  readonly number: number
  readonly variable: string
  /** Where the running program has it. */
  readonly address: string | null
}

/** Whether each port is free, or this installation's own. */
export const checkPorts: Check = async ({ config }) =>
  Promise.all(portsOf(config).map((port) => checkPort(port, config.host)))

function portsOf(config: Config): Port[] {
  const addresses = loadAddresses(config.dataFolder)
  const port = (name: string, number: number, variable: string, address: string | null = null) => ({
    name,
    number,
    variable,
    address,
  })
  return [
    port('management', config.managementPort, 'SLUICE_MANAGEMENT_PORT', addresses?.management),
    port('management TLS', config.managementHttpsPort, 'SLUICE_MANAGEMENT_HTTPS_PORT', addresses?.managementHttps),
    port('gateway', config.gatewayHttpPort, 'SLUICE_GATEWAY_HTTP_PORT', addresses?.gatewayHttp),
    port('gateway TLS', config.gatewayHttpsPort, 'SLUICE_GATEWAY_HTTPS_PORT', addresses?.gatewayHttps),
    port('ml', config.mlPort, 'SLUICE_ML_PORT', addresses?.ml),
  ]
}

async function checkPort({ name, number, variable, address }: Port, host: string): Promise<Finding> {
  if (address !== null && (await isAlive(address))) return { state: 'ok', text: `${name} answers at ${address}` }
  if (number === 0) return { state: 'ok', text: `${name} takes a free one` }
  const failure = await tryListening(host, number)
  if (failure === undefined) return { state: 'ok', text: `${number} (${name}) is free` }
  return failure === 'EADDRINUSE'
    ? {
        state: 'fail',
        text: `${number} (${name}) is taken by another program`,
        remedy: `Free it, or choose another one with ${variable}.`,
      }
    : {
        state: 'fail',
        text: `${number} (${name}) cannot be listened on at ${host} (${failure})`,
        remedy: `Choose another port with ${variable}, or another address with SLUICE_HOST.`,
      }
}

function tryListening(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen({ host, port }, () => server.close(() => resolve(undefined)))
  })
}
