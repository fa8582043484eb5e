import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { AppError } from '@sluice/contracts/errors'
import type { ManagementEnvironment } from '@sluice/management'
import type { StoreReader } from '@sluice/platform'
import type { CommandContext } from './command-context.ts'

/** What a command has that writes credentials down where management looks them up. */
export type CredentialSurroundings = Pick<ManagementEnvironment, 'store' | 'clock' | 'secrets' | 'tokens' | 'random'>

/** Whom changes of a command are written down for. */
export const commandAuthor = { actor: 'command line' } as const

/**
 * Does something with the store of management, whether the program runs or not.
 * @throws AppError `NothingInstalled`, `StoreUnavailable`
 */
export async function withManagementStore<Result>(
  context: CommandContext,
  work: (surroundings: CredentialSurroundings) => Promise<Result>,
): Promise<Result> {
  const [{ loadConfig }, { readSecretKey }, { openStore, storeFile }, clocks, secrets, tokens] = await Promise.all([
    import('../config.ts'),
    import('../secret-key-reader.ts'),
    import('../stores.ts'),
    import('@sluice/platform/clock'),
    import('@sluice/platform/secrets'),
    import('@sluice/platform/tokens'),
  ])
  const config = loadConfig(context.sources)
  const masterKey = readSecretKey(config)
  // Asking must not make a database.
  if (config.databaseUrl === undefined && !existsSync(storeFile(config, 'management'))) {
    throw new AppError('NothingInstalled', { path: config.dataFolder })
  }
  const clock = clocks.createSystemClock()
  const store = await openStore(config, 'management', clock)
  try {
    return await work({
      store,
      clock,
      secrets: secrets.createSecrets(masterKey),
      tokens: tokens.createBearerTokens({ masterKey, clock }),
      random: { guid: randomUUID, hex: (bytes) => randomBytes(bytes).toString('hex') },
    })
  } finally {
    await store.close()
  }
}

/**
 * The service that an option names; undefined where it names none.
 * @throws AppError `ServiceNotNamed` where there is no such service
 */
export async function readServiceName(store: StoreReader, option: unknown): Promise<string | undefined> {
  if (option === undefined) return undefined
  const name = String(option)
  const names = (await store.list('/services')).map(({ key }) => key.slice('/services/'.length))
  if (names.includes(name.toLowerCase())) return name
  throw new AppError('ServiceNotNamed', { fault: `There is no service '${name}'`, names: names.join(', ') })
}
