import { spawn } from 'node:child_process'
import { loadCore } from './processes.ts'

export interface Load {
  readonly requests: number
  readonly requestsPerSecond: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  /** Answers other than 2xx and 3xx. */
  readonly failures: number
}

/**
 * 64 connections with keep-alive from one thread of wrk on the load's core.
 * @param script file of wrk's own language that says what is sent; without it, GET
 */
export async function drive(url: string, headers: readonly string[], seconds: number, script?: string): Promise<Load> {
  const sending = [...headers.flatMap((header) => ['-H', header]), ...(script === undefined ? [] : ['-s', script])]
  const args = ['-t1', '-c64', `-d${seconds}s`, '--latency', ...sending, url]
  const child = spawn('taskset', ['-c', loadCore, 'wrk', ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  for await (const chunk of child.stdout) text += chunk
  return {
    requests: Number(/(\d+) requests in/.exec(text)?.[1] ?? Number.NaN),
    requestsPerSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(text)?.[1] ?? Number.NaN),
    p50: toMilliseconds(/50%\s+(\S+)/.exec(text)?.[1]),
    p99: toMilliseconds(/99%\s+(\S+)/.exec(text)?.[1]),
    failures: Number(/Non-2xx or 3xx responses:\s+(\d+)/.exec(text)?.[1] ?? 0),
  }
}

function toMilliseconds(text: string | undefined): number {
  const match = /^([\d.]+)(us|ms|s)$/.exec(text ?? '')
  const factor = { us: 0.001, ms: 1, s: 1000 }[match?.[2] ?? ''] ?? Number.NaN
  return Number(match?.[1]) * factor
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
