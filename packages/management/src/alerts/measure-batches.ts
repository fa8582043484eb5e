import * as z from 'zod'
import type { ManagementEnvironment } from '../environment.ts'
import { type MeasuredRule, type Measurement, windowOf, windowText } from './measurement.ts'

const workspaces = z.object({ value: z.array(z.object({ id: z.string() })) })
const jobs = z.object({
  value: z.array(z.object({ webServiceName: z.string(), finishedAt: z.string().nullish() })),
})

/** Long enough for the calls of one look. */
const tokenSeconds = 60
/** Of those that failed last in a workspace; more in one window are counted as so many. */
const mostJobs = 100

/** How many batch jobs failed in the window, over all web services of the installation. */
export async function measureBatches(
  { callStudio, tokens }: Pick<ManagementEnvironment, 'callStudio' | 'tokens'>,
  measuredRule: MeasuredRule,
): Promise<readonly Measurement[]> {
  const { rule, nowMs } = measuredRule
  // Jobs are told of at once, so that the window ends now.
  const from = windowOf(measuredRule).from
  const token = await tokens.issue({ subject: 'alerts', role: 'analyst' }, tokenSeconds)
  const read = async (path: string): Promise<unknown> => {
    const response = await callStudio(path, { headers: { Authorization: `Bearer ${token}` } })
    if (!response.ok) throw new Error(`The studio answered ${response.status} to GET ${path}.`)
    return response.json()
  }
  const names: string[] = []
  for (const { id } of workspaces.parse(await read('/studio/workspaces')).value) {
    const failed = await read(`/studio/workspaces/${id}/batch-jobs?state=failed&top=${mostJobs}`)
    for (const { webServiceName, finishedAt } of jobs.parse(failed).value) {
      const at = Date.parse(finishedAt ?? '')
      if (at >= from && at <= nowMs) names.push(webServiceName)
    }
  }
  const window = windowText(rule)
  if (names.length === 0) return [{ subject: '', measured: 0, text: `No batch job failed in ${window}.` }]
  const of = [...new Set(names)].sort().join(', ')
  const text = `${names.length === 1 ? 'One batch job' : `${names.length} batch jobs`} failed in ${window}: ${of}.`
  return [{ subject: '', measured: names.length, text }]
}
