import { relative } from 'node:path'
import { isAppError } from '@sluice/contracts/errors'
import type { ImportResult } from '@sluice/management'
import type { CommandContext, CommandDeclaration } from './command-context.ts'
import { readTransferOptions } from './export.ts'

const help = `
Applies whole or not at all, under the same rules as the management API; the audit names 'import'. Resources that are
not in the folder stay, unless --delete-missing is there; what every service has stays always.

A secret keeps the value that it has here. For new resources, keys of subscriptions and passwords are made; all others
have to come with --secrets: a file of \`sluice export --secrets\`, or one with names and values (YAML or JSON).

Exit codes: 0 done, or could be done; 1 refused with one sentence; 2 the files have faults, each with its place.`

export const importCommand: CommandDeclaration = {
  summary: 'bring the configuration to what the files of an export say',
  define: (command, run) => {
    command
      .argument('<folder>', 'files of an export')
      .option('--dry-run', 'show what would change, and change nothing')
      .option('--delete-missing', 'remove what is not in the folder')
      .option('--service <name>', 'which service, where there are several')
      .option('--secrets <file>', 'values of secrets')
      .option('--passphrase-file <file>', 'the passphrase of that file, in its first line')
      .addHelpText('after', help)
    run(async (context, options, [folder = '']) => {
      const [{ loadConfig }, { withInstallation }, { importConfiguration }, { readFolder }, secretsFile] =
        await Promise.all([
          import('../config.ts'),
          import('../configuration-folder/open-installation.ts'),
          import('@sluice/management'),
          import('../configuration-folder/read-folder.ts'),
          import('../configuration-folder/secrets-file.ts'),
        ])
      const { service: name, secrets, passphraseFile } = readTransferOptions(options)
      const passphrase = passphraseFile === undefined ? undefined : secretsFile.loadPassphrase(passphraseFile)
      const isDryRun = options.dryRun === true
      return withInstallation(loadConfig(context.sources), name, async ({ environment, service, secretsKey }) => {
        try {
          const files = new Map(readFolder(folder))
          for (const own of [secrets, passphraseFile]) {
            if (own !== undefined) files.delete(relative(folder, own).replaceAll('\\', '/'))
          }
          context.note(`Reading ${files.size} files…`)
          const given =
            secrets === undefined
              ? undefined
              : secretsFile.loadSecretsFile(secrets, passphrase === undefined ? secretsKey : { passphrase })
          const result = await importConfiguration(environment, files, {
            service,
            isDryRun,
            deletesMissing: options.deleteMissing === true,
            ...(given === undefined ? {} : { secrets: given }),
            report: context.note,
          })
          printResult(context, result, isDryRun)
          return 0
        } catch (error) {
          if (!isAppError(error) || error.code !== 'ConfigurationInvalid') throw error
          context.note(error.message)
          for (const { target, message } of error.faults) context.note(`${target}: ${message}`)
          return 2
        }
      })
    })
  },
}

function printResult(context: CommandContext, result: ImportResult, isDryRun: boolean): void {
  for (const file of result.unknownFiles) context.note(`${file} stands for no resource; it was passed over.`)
  for (const path of result.added) context.print(`+ ${path}`)
  for (const { path, fields } of result.changed) context.print(`~ ${path} (${fields.join(', ')})`)
  for (const path of result.removed) context.print(`- ${path}`)
  const { added, changed, removed, unchanged } = result
  context.print(
    `${isDryRun ? 'Would be' : 'Imported'}: ${added.length} added, ${changed.length} changed, ${removed.length} removed, ${unchanged} unchanged.`,
  )
}
