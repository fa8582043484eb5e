import { showFault } from '../policy-check/placed-fault.ts'
import type { Mismatch } from './compare-messages.ts'
import type { PolicyRun } from './open-policy-run.ts'
import { type PlayedRequest, playActs } from './play-acts.ts'

/** What came of a file. */
export interface JudgedRun {
  /** None when the documents are refused. */
  readonly requests: readonly PlayedRequest[]
  /** One line each, with its place; empty = everything is as it is written. */
  readonly failures: readonly string[]
}

/** Plays a file and tells what is not as it says. Documents with faults are not played. */
export async function judgePolicyRun(run: PolicyRun): Promise<JudgedRun> {
  const refused = run.acts.find((act) => act.kind === 'refused')
  if (refused !== undefined) {
    const found = run.ownFaults.map(({ message }) => message)
    const place = `${run.file}:${refused.line}`
    const unexpected = found.filter((message) => !refused.faults.includes(message))
    const missing = refused.faults.filter((message) => !found.includes(message))
    return {
      requests: [],
      failures: [
        ...missing.map((message) => `${place}: refused: expected and not told: ${message}`),
        ...unexpected.map((message) => `${place}: refused: told and not expected: ${message}`),
        ...(missing.length + unexpected.length === 0 && found.join('\n') !== refused.faults.join('\n')
          ? [`${place}: refused: the faults come in another order: ${found.join(' ')}`]
          : []),
      ],
    }
  }
  if (run.faults.length > 0) return { requests: [], failures: run.faults.map(showFault) }
  const requests = await playActs(run.instance, run.acts)
  return { requests, failures: requests.flatMap((request) => failuresOf(request, run.file)) }
}

const failuresOf = ({ log, line, expectations }: PlayedRequest, file: string): readonly string[] => [
  ...log
    .filter(({ level }) => level === 'error')
    .map(({ message, fields }) => `${file}:${line}: The gateway complains: ${message} ${showFields(fields)}`.trimEnd()),
  ...expectations.flatMap((expectation) =>
    expectation.mismatches.map((one) => `${file}:${expectation.line}: ${expectation.title}: ${showMismatch(one)}`),
  ),
]

export function showMismatch({ what, expected, found }: Mismatch): string {
  if (expected === undefined) return `${what}: nothing was expected, and it is ${quoted(found)}`
  return `${what}: expected ${quoted(expected)}, ${found === undefined ? 'and there is nothing' : `found ${quoted(found)}`}`
}

/** On one line, so that where it ends is seen. */
const quoted = (text: string | undefined): string => JSON.stringify(text ?? '')

/** What a log record says besides its message. Errors are told by what they say. */
export function showFields(fields: Readonly<Record<string, unknown>>): string {
  const shown = Object.entries(fields)
    .filter(([name, value]) => !placeFields.has(name) && value !== undefined)
    .map(([name, value]) => `${name}: ${value instanceof Error ? value.message : showValue(value)}`)
  return shown.length === 0 ? '' : `(${shown.join(', ')})`
}

/** They are the same for every request of a file. */
const placeFields: ReadonlySet<string> = new Set(['requestId', 'service', 'api', 'operation'])

const showValue = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
