import { AppError } from '@sluice/contracts/errors'
import type { Command } from 'commander'
import type { CommandAction, CommandContext } from '../command-context.ts'
import { orUnreadable } from './or-unreadable.ts'

const help = `
A folder stands for every .xml file below it; in one that \`sluice export\` wrote, for its policies and fragments, with the
scope of their place, and with its named values, fragments and backends known. A file elsewhere may refer to any.

  sluice policy check policy.xml --scope api
  sluice policy check configuration
  sluice policy check - --as configuration/apis/echo-api/policy.xml < draft.xml

Faults are written like those of compilers, file:line:column: sentence; with --json as one array.`

type Below = (name: string, summary: string) => Command

export function defineCheck(below: Below, run: (action: CommandAction, target: Command) => void): void {
  const command = below('check', 'tell what is wrong with policy documents and fragments')
    .argument('<paths...>', 'files or folders; - for standard input')
    .option('--scope <scope>', 'where they apply: global, product, api or operation; default: their place, or any')
    .option('--format <format>', 'how they are written: xml, or rawxml with C# unescaped', 'rawxml')
    .option('--as <file>', 'where standard input would stand, for its scope and what it may refer to')
    .option('--json', 'one JSON array of { file, line, column, message }')
    .addHelpText('after', help)
  run(checkCommand, command)
}

const checkCommand: CommandAction = (context, options, paths) =>
  orUnreadable(context, async () => {
    const [{ checkPolicyFiles }, { policyScopes }] = await Promise.all([
      import('../../policy-check/check-policy-files.ts'),
      import('@sluice/policy-language'),
    ])
    const { files, faults } = await checkPolicyFiles(paths, {
      scope: options.scope === undefined ? undefined : choose('--scope', options.scope, policyScopes),
      format: choose('--format', options.format, ['xml', 'rawxml']),
      inputPath: typeof options.as === 'string' ? options.as : undefined,
      readInput: () => readInput(context),
    })
    if (options.json === true) context.print(JSON.stringify(faults))
    else {
      const { showFault } = await import('../../policy-check/placed-fault.ts')
      for (const fault of faults) context.print(showFault(fault))
      context.note(`${count(files, 'file')} checked, ${count(faults.length, 'fault')}.`)
    }
    return faults.length === 0 ? 0 : 1
  })

function choose<Value extends string>(option: string, given: unknown, values: readonly Value[]): Value {
  const found = values.find((value) => value === given)
  if (found !== undefined) return found
  throw new AppError('OptionInvalid', { option, value: String(given), rule: `must be one of ${values.join(', ')}` })
}

function readInput({ readInput: read }: CommandContext): string {
  if (read !== undefined) return read()
  throw new AppError('PolicyFileUnusable', { file: '-', reason: 'there is no standard input' })
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`
