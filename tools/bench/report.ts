import { cpus } from 'node:os'
import type { Rounds } from './subject.ts'

/** When and of what a part of the report was measured. */
export interface Measurement {
  /** ISO 8601, the day. */
  readonly date: string
  readonly commit: string
  /** Processes that wanted a core before the run. */
  readonly load: number
}

/** The report with each of these parts in the place of its former figures; new ones come last. */
export function withParts(
  report: string,
  head: readonly string[],
  parts: readonly { readonly lines: readonly string[]; readonly measurement: Measurement }[],
): string {
  const known = report
    .split(/^(?=## )/m)
    .slice(1)
    .map((text) => text.trimEnd())
  for (const { lines, measurement } of parts) {
    const [title = '', ...rest] = lines
    const text = [title, '', whenMeasured(measurement), ...rest].join('\n').trimEnd()
    const place = known.findIndex((part) => part.split('\n')[0] === title)
    if (place < 0) known.push(text)
    else known[place] = text
  }
  return `${[[...head].join('\n').trimEnd(), ...known].join('\n\n')}\n`
}

const whenMeasured = ({ date, commit, load }: Measurement): string =>
  `*${date}, commit ${commit}; before the run ${load.toFixed(1)} processes wanted a core.*`

export const reportHead = ({ count, seconds }: Rounds): readonly string[] => [
  '# Benchmarks',
  '',
  'Written by `npm run bench`, each part with what it was measured of. Machines differ and are noisy: the ratios of one run',
  'are what counts.',
  '',
  `${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.version}. The subject has one core, load (wrk) and backend the other; small`,
  `JSON, keep-alive, 64 connections; medians over rounds that subjects take in turn, ${count} of ${seconds} s each. Others on the`,
  'machine lower the rates and raise the latencies, of all subjects alike; CPU time per call suffers least.',
]
