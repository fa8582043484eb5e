import { AppError } from '@sluice/contracts/errors'
import type { Command } from 'commander'
import type { JobStatus } from '../../batch-client/batch-calls.ts'
import type { CommandAction } from '../command-context.ts'
import { openCalls } from './open-calls.ts'

type Below = (name: string, summary: string) => Command
type Run = (action: CommandAction, target: Command) => void

export function defineList(below: Below, run: Run): void {
  const command = below('list', 'list the batch jobs of an endpoint, newest first')
    .option('--top <count>', 'how many, 1 to 200', '20')
    .option('--json', 'one JSON object a line')
  run(async (context, options) => {
    const top = /^\d{1,3}$/.test(String(options.top)) ? Number(options.top) : 0
    if (top < 1 || top > 200) {
      throw new AppError('OptionInvalid', {
        option: '--top',
        value: String(options.top),
        rule: 'must be from 1 to 200',
      })
    }
    const calls = await openCalls(context, options)
    for (const job of await calls.list(top)) context.print(options.json === true ? JSON.stringify(job) : toLine(job))
    return 0
  }, command)
}

export function defineStatus(below: Below, run: Run): void {
  const command = below('status', 'show how far a batch job is, and links to its results')
    .argument('<job>', 'its id')
    .option('--json', 'the answer of the endpoint as it is')
  run(async (context, options, [jobId = '']) => {
    const [{ toProgressLine }, calls] = await Promise.all([
      import('../../batch-client/progress-text.ts'),
      openCalls(context, options),
    ])
    const job = await calls.status(jobId)
    if (options.json === true) {
      context.print(JSON.stringify(job))
      return 0
    }
    context.print(job.StatusCode)
    if (job.Progress !== undefined) context.print(toProgressLine(job.Progress, 1000))
    if (job.Details) context.print(job.Details)
    const places = Object.entries({ ...job.Results, ...(job.BadRows ? { 'kept apart': job.BadRows } : {}) })
    for (const [name, { BaseLocation, RelativeLocation, SasBlobToken }] of places) {
      context.print(`${name}  ${BaseLocation}${RelativeLocation}${SasBlobToken ?? ''}`)
    }
    return 0
  }, command)
}

export function defineCancel(below: Below, run: Run): void {
  const command = below('cancel', 'cancel a batch job').argument('<job>', 'its id')
  run(async (context, options, [jobId = '']) => {
    const calls = await openCalls(context, options)
    const { StatusCode } = await calls.status(jobId)
    if (StatusCode !== 'NotStarted' && StatusCode !== 'Running') {
      // The same call would delete it.
      context.note(`Job ${jobId} has ended: ${StatusCode}.`)
      return 1
    }
    await calls.remove(jobId)
    context.note(`Asked job ${jobId} to end.`)
    return 0
  }, command)
}

function toLine({ JobId = '', StatusCode, CreatedAt = '', Progress }: JobStatus): string {
  return `${JobId}  ${StatusCode.padEnd(10)}  ${CreatedAt}  ${Progress === undefined ? '' : `${Progress.Rows} rows`}`.trimEnd()
}
