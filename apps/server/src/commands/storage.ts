import { storageConnectionString } from '@sluice/contracts/storage-account'
import type { CommandDeclaration } from './command-context.ts'

export const storage: CommandDeclaration = {
  summary: 'show name, key, address and containers of the embedded storage account',
  define: (command, run) => {
    command.option('--json', 'the same as JSON; `connectionString` is what clients take')
    run(async (context, { json }) => {
      const [{ loadConfig }, { readStorageAccount, storageFolder }, { readSecretKey }, { createSecrets }] =
        await Promise.all([
          import('../config.ts'),
          import('../storage-account.ts'),
          import('../secret-key-reader.ts'),
          import('@sluice/platform/secrets'),
        ])
      const [{ readUsage }, { loadAddresses }, { noAddresses }, { toLocalUrl }] = await Promise.all([
        import('@sluice/storage/usage'),
        import('../address-file.ts'),
        import('../role-messages.ts'),
        import('../roles/listen-at.ts'),
      ])
      const config = loadConfig(context.sources)
      // Of a program that is stopped, the address is the one that it will have.
      const usual = config.blobPort === 0 ? null : toLocalUrl('http', config.host, config.blobPort)
      const known = loadAddresses(config.dataFolder)?.storage ?? config.storageUrl ?? usual
      const account = readStorageAccount(config, createSecrets(readSecretKey(config)), () => ({
        ...noAddresses,
        storage: known,
      }))
      const blobEndpoint = account.publicEndpoint() ?? null
      const connectionString =
        blobEndpoint === null ? null : storageConnectionString(account.name, account.key, blobEndpoint)
      const containers = readUsage(storageFolder(config))
      if (json === true) {
        const accountNames = account.otherNames
        context.print(
          JSON.stringify({
            accountName: account.name,
            accountNames,
            accountKey: account.key,
            blobEndpoint,
            connectionString,
            containers,
          }),
        )
        return 0
      }
      const rows: [string, string][] = [
        ['account', [account.name, ...account.otherNames].join(', ')],
        ['key', account.key],
        ['address', blobEndpoint ?? 'none: it is not running, and its port is a free one'],
        ['connection', connectionString ?? ''],
        ...containers.map(({ name, blobs, bytes }): [string, string] => [
          'container',
          `${name}  ${blobs} blobs, ${bytes} bytes`,
        ]),
      ]
      for (const [title, text] of rows) context.print(`  ${title.padEnd(12)}${text}`)
      return 0
    })
  },
}
