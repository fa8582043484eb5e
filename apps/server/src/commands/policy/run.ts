import { AppError } from '@sluice/contracts/errors'
import type { Command } from 'commander'
import type { ConfigurationFinder } from '../../policy-check/find-configuration.ts'
import type { FileResult } from '../../policy-run/show-run.ts'
import type { CommandAction, CommandContext } from '../command-context.ts'
import { noteUnreadable, orUnreadable } from './or-unreadable.ts'

const help = `
The document runs in a whole gateway without network and without time: backends and services answer what the request
file says, the clock goes on when it says so. A request file may be a single request:

  POST /echo/resource
  Content-Type: application/json

  {"a":1}

or a list of what happens and what is expected, each after dashes: backend answers, request, backend gets, answer,
after 57 s, and more: docs/policy-commands.md. What came is printed in the same form, to be pasted into the file. A
golden file begins with the document itself; a folder stands for every .golden file below it.

  sluice policy run policy.xml --request request.txt
  sluice policy run tests/policies --json

Ends with 1 when an expectation does not hold or the document has faults, with 2 when something cannot be read.`

type Below = (name: string, summary: string) => Command

export function defineRun(below: Below, run: (action: CommandAction, target: Command) => void): void {
  const command = below('run', 'run a policy document against requests in a file')
    .argument('<path>', 'a policy document, a golden file, or a folder with golden files')
    .option('--request <file>', 'what calls the document; - for standard input')
    .option('--json', 'one JSON object with everything that came')
    .addHelpText('after', help)
  run(runPolicyCommand, command)
}

const runPolicyCommand: CommandAction = (context, options, [path = '']) =>
  orUnreadable(context, async () => {
    const [{ filesBelow, isFolder }, { createConfigurationFinder }] = await Promise.all([
      import('../../policy-check/files-below.ts'),
      import('../../policy-check/find-configuration.ts'),
    ])
    const around = { finder: createConfigurationFinder(), context }
    const request = typeof options.request === 'string' ? options.request : undefined
    if (!isFolder(path)) {
      const result = await runFile(path, request, around)
      const { showRun, toRunReport } = await import('../../policy-run/show-run.ts')
      if (options.json === true) context.print(JSON.stringify(toRunReport([result])))
      else for (const line of showRun(result)) context.print(line)
      return result.failures.length === 0 ? 0 : 1
    }
    if (request !== undefined) {
      const rule = 'is for one document, not for a folder: its golden files have their requests'
      throw new AppError('OptionInvalid', { option: '--request', value: request, rule })
    }
    return runFolder(filesBelow(path, '.golden'), options.json === true, around)
  })

interface Around {
  /** One for all files, so that it reads each folder once. */
  readonly finder: ConfigurationFinder
  readonly context: CommandContext
}

async function runFolder(files: readonly string[], isJson: boolean, around: Around): Promise<number> {
  const { context } = around
  const { toRunReport } = await import('../../policy-run/show-run.ts')
  const results: FileResult[] = []
  let unreadable = 0
  for (const file of files) {
    try {
      const result = await runFile(file, undefined, around)
      results.push(result)
      if (!isJson) for (const failure of result.failures) context.print(failure)
    } catch (error) {
      if (!noteUnreadable(context, error)) throw error
      unreadable += 1
    }
  }
  const failed = results.filter(({ failures }) => failures.length > 0).length
  if (isJson) context.print(JSON.stringify(toRunReport(results, unreadable)))
  else context.print(`${results.length - failed} passed, ${failed + unreadable} failed`)
  if (unreadable > 0) return 2
  return failed === 0 ? 0 : 1
}

async function runFile(file: string, request: string | undefined, { finder, context }: Around): Promise<FileResult> {
  const [{ openPolicyRun }, { judgePolicyRun }, { readTextFile }] = await Promise.all([
    import('../../policy-run/open-policy-run.ts'),
    import('../../policy-run/judge-policy-run.ts'),
    import('../../policy-check/read-text-file.ts'),
  ])
  const read = (name: string) => {
    if (name !== '-') return readTextFile(name)
    if (context.readInput !== undefined) return context.readInput()
    throw new AppError('PolicyFileUnusable', { file: '-', reason: 'there is no standard input' })
  }
  const run = await openPolicyRun({
    document: { file, text: readTextFile(file) },
    request: request === undefined ? undefined : { file: request, text: read(request) },
    around: await finder.around(file),
  })
  return { file, ...(await judgePolicyRun(run)) }
}
