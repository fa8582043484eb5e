import { loadAddresses } from '../address-file.ts'
import type { Config } from '../config.ts'
import { tryListening } from '../exclusive-port.ts'
import { isAlive } from '../role-health.ts'
import { type RolePort, rolePorts } from '../role-ports.ts'
import type { Check, Finding } from './check.ts'

/** Whether each port is free, or this installation's own. */
export const checkPorts: Check = async ({ config }) => {
  const addresses = loadAddresses(config.dataFolder)
  return Promise.all(rolePorts.map((port) => checkPort(port, config, addresses?.[port.address] ?? null)))
}

async function checkPort(
  { name, key, variable }: RolePort,
  { host, [key]: number }: Config,
  address: string | null,
): Promise<Finding> {
  if (address !== null && (await isAlive(address))) return { state: 'ok', text: `${name} answers at ${address}` }
  if (number === 0) return { state: 'ok', text: `${name} takes a free one` }
  const error = await tryListening(host, number)
  const failure = error?.code ?? error?.message
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
