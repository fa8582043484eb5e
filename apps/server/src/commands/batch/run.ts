import { AppError } from '@sluice/contracts/errors'
import type { Command } from 'commander'
import type { CommandAction, CommandContext } from '../command-context.ts'
import { openCalls } from './open-calls.ts'

const help = `
Uploads the input, starts a job on it, shows how far it is and downloads the result, which is there whole or not at all.
The names of the files end with what they hold: .csv, .tsv, .arff, or .ilearner for a trained model. Where there are
several inputs or outputs, each is named: --input left=a.csv --input right=b.csv.

Ctrl-C asks whether to cancel the job. Without a terminal nobody can answer, and the job goes on.`

type Below = (name: string, summary: string) => Command

export function defineRun(below: Below, run: (action: CommandAction, target: Command) => void): void {
  const collect = (value: string, before: readonly string[] = []) => [...before, value]
  const command = below('run', 'upload a file, score it and download the result')
    .option('--input <[name=]file>', 'what is scored; of several inputs each with its name', collect)
    .requiredOption('--output <[name=]file>', 'where the result goes; of several outputs each with its name', collect)
    .option('--parameter <name=value>', 'a web-service parameter; may be given several times', collect)
    .option('--bad-rows <rule>', 'what becomes of rows that cannot be read: fail, or keep-apart in a file', 'fail')
    .option('--connection-string <text>', 'storage account for the files; default: the one of this installation')
    .option('--container <name>', 'container for the files; made when it is missing', 'batch')
    .option('--json', 'one JSON object a line for what happens')
    .addHelpText('after', help)
  run(runBatchCommand, command)
}

const runBatchCommand: CommandAction = async (context, options) => {
  const badRows = String(options.badRows)
  if (badRows !== 'fail' && badRows !== 'keep-apart') throw invalid('--bad-rows', badRows, 'must be fail or keep-apart')
  const parameters = readPairs('--parameter', options.parameter)
  const calls = await openCalls(context, options)
  const names = await calls.describe()
  const files = {
    inputs: assignFiles('--input', options.input, names?.inputs ?? namesIn(options.input, 'input1'), true),
    outputs: assignFiles('--output', options.output, names?.outputs ?? namesIn(options.output, 'output1'), false),
  }
  const connectionString = await findConnectionString(context, options.connectionString)
  const [{ createAzureBlobs }, { createProgressDisplay }, { runBatch }] = await Promise.all([
    import('@sluice/platform/blobs'),
    import('../../batch-client/progress-display.ts'),
    import('../../batch-client/run-batch.ts'),
  ])
  // Whoever runs the command names the storage themselves: it may be on this machine.
  const blobs = createAzureBlobs({ allowLoopback: true })
  try {
    return await runBatch({
      calls,
      blobs,
      connectionString,
      container: String(options.container),
      ...files,
      parameters,
      badRows,
      display: createProgressDisplay(context, { json: options.json === true, now: () => performance.now() }),
      context,
    })
  } finally {
    blobs.close()
  }
}

/** @throws AppError `NothingInstalled`, or `OptionInvalid` when neither the option nor this installation has one */
async function findConnectionString({ sources }: CommandContext, given: unknown): Promise<string> {
  if (typeof given === 'string') return given
  const [{ loadConfig }, { readInstalledAccount }] = await Promise.all([
    import('../../config.ts'),
    import('../../installed-account.ts'),
  ])
  const { connectionString } = readInstalledAccount(loadConfig(sources))
  if (connectionString !== null) return connectionString
  throw invalid('--connection-string', '', 'must be given while the role storage does not run')
}

/** Of a web service that does not tell its names: those that the options give, or the usual one. */
function namesIn(given: unknown, usual: string): string[] {
  const texts = (given ?? []) as readonly string[]
  return texts.map((text) => /^([^=]+)=/.exec(text)?.[1] ?? usual)
}

/** `name=file`, or `file` where there is one name only. @throws AppError `OptionInvalid` */
export function assignFiles(
  option: string,
  given: unknown,
  names: readonly string[],
  areAllNeeded: boolean,
): Record<string, string> {
  const texts = (given ?? []) as readonly string[]
  const assigned = new Map<string, string>()
  for (const text of texts) {
    const equals = text.indexOf('=')
    const isNamed = equals > 0 && names.includes(text.slice(0, equals))
    const [only] = names
    if (!isNamed && (names.length !== 1 || only === undefined)) {
      const known =
        names.length === 0 ? 'the web service has none' : `must be name=file with one of ${names.join(', ')}`
      throw invalid(option, text, known)
    }
    const name = isNamed ? text.slice(0, equals) : (only as string)
    if (assigned.has(name)) throw invalid(option, text, `is the second file for ${name}`)
    assigned.set(name, isNamed ? text.slice(equals + 1) : text)
  }
  const missing = names.filter((name) => !assigned.has(name))
  if (areAllNeeded && missing.length > 0)
    throw invalid(option, texts.join(' '), `must name a file for ${missing.join(', ')}`)
  return Object.fromEntries(assigned)
}

function readPairs(option: string, given: unknown): Record<string, string> {
  const pairs = ((given ?? []) as readonly string[]).map((text): [string, string] => {
    const equals = text.indexOf('=')
    if (equals <= 0) throw invalid(option, text, 'must be name=value')
    return [text.slice(0, equals), text.slice(equals + 1)]
  })
  return Object.fromEntries(pairs)
}

const invalid = (option: string, value: string, rule: string): AppError =>
  new AppError('OptionInvalid', { option, value: `'${value}'`, rule })
