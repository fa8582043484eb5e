import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Addresses } from '@sluice/contracts'
import { writeFileAtomically } from '@sluice/platform/atomic-file'

const pathIn = (dataFolder: string) => join(dataFolder, 'addresses.json')

/** Where the running program listens, for scripts and other processes. */
export const saveAddresses = (dataFolder: string, addresses: Addresses): void =>
  writeFileAtomically(pathIn(dataFolder), `${JSON.stringify(addresses, null, 2)}\n`, { mode: 0o644 })

/** For a program that stopped, so that nobody waits at a door that is gone. */
export const removeAddresses = (dataFolder: string): void => rmSync(pathIn(dataFolder), { force: true })

/** The addresses last written, or undefined when the program was stopped in order or never ran. */
export function loadAddresses(dataFolder: string): Addresses | undefined {
  try {
    return JSON.parse(readFileSync(pathIn(dataFolder), 'utf8')) as Addresses
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}
