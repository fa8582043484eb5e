import type { CommandDeclaration } from './command-context.ts'

export const storage: CommandDeclaration = {
  summary: 'show name, key, address and containers of the embedded storage account',
  define: (command, run) => {
    command.option('--json', 'the same as JSON; `connectionString` is what clients take')
    run(async (context, { json }) => {
      const [{ loadConfig }, { readInstalledAccount }, { storageFolder }, { readUsage }] = await Promise.all([
        import('../config.ts'),
        import('../installed-account.ts'),
        import('../storage-account.ts'),
        import('@sluice/storage/usage'),
      ])
      const config = loadConfig(context.sources)
      const { account, blobEndpoint, connectionString } = readInstalledAccount(config)
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
