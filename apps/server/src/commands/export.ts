import type { CommandDeclaration } from './command-context.ts'

const help = `
One file per resource, policies as .xml, definitions as they were imported: made for a version control. The same
configuration gives the same bytes. Secrets are named in the files and kept out of them; --secrets writes their values
to a file of its own, for its owner only, sealed under the secret key of this installation or under a passphrase.

A folder that an earlier export made is brought up to date: what is no longer there goes, and files that no export made
stay. It works whether the program runs or not.`

export const exportCommand: CommandDeclaration = {
  summary: 'write the whole configuration as files',
  define: (command, run) => {
    command
      .argument('<folder>', 'where to; made when it is missing')
      .option('--service <name>', 'which service, where there are several')
      .option('--secrets <file>', 'write the values of secrets there, sealed')
      .option('--passphrase-file <file>', 'seal them under the first line of this file')
      .addHelpText('after', help)
    run(async (context, options, [folder = '']) => {
      const [{ loadConfig }, { withInstallation }, { exportConfiguration }, { writeFolder }, secretsFile] =
        await Promise.all([
          import('../config.ts'),
          import('../configuration-folder/open-installation.ts'),
          import('@sluice/management'),
          import('../configuration-folder/write-folder.ts'),
          import('../configuration-folder/secrets-file.ts'),
        ])
      const { service: name, secrets, passphraseFile } = readTransferOptions(options)
      const passphrase = passphraseFile === undefined ? undefined : secretsFile.loadPassphrase(passphraseFile)
      return withInstallation(loadConfig(context.sources), name, async ({ environment, service, secretsKey }) => {
        context.note('Reading the configuration…')
        const { files, openSecrets } = await exportConfiguration(environment, service)
        // Sealed first: when that fails, the folder still goes with the former file of secrets.
        if (secrets !== undefined) {
          secretsFile.saveSecretsFile(secrets, openSecrets(), passphrase === undefined ? secretsKey : { passphrase })
        }
        const { written, unchanged, removed } = writeFolder(folder, files, context.note)
        context.print(
          `Exported '${service.name}' to ${folder}: ${written} files written, ${unchanged} unchanged, ${removed} removed.`,
        )
        if (secrets !== undefined) context.print(`The values of its secrets are in ${secrets}.`)
        return 0
      })
    })
  },
}

/** Options that both ways have. */
export function readTransferOptions(options: Readonly<Record<string, unknown>>) {
  const text = (name: string) => (typeof options[name] === 'string' ? options[name] : undefined)
  return { service: text('service'), secrets: text('secrets'), passphraseFile: text('passphraseFile') }
}
