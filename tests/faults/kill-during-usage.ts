import type { SnapshotEntry, SnapshotKind, SnapshotProperties } from '@sluice/contracts'
import { createSecrets } from '@sluice/platform/secrets'
import { waitUntil } from '../support/processes.ts'
import { type RunningSluice, startSluice } from '../support/start-sluice.ts'
import { startUsageSink } from './usage-sink.ts'

export interface KillDuringUsageResult {
  readonly kills: number
  /** That were answered, in all rounds. */
  readonly calls: number
  /** Answered and in no report, over all kills; and how many of one kill at most. */
  readonly lost: number
  readonly mostLost: number
  /** How long the calls that one kill lost had taken at most, in ms. */
  readonly longestLostMs: number
  readonly batches: number
  /** Batches that were refused, or whose acknowledgement was lost; and how many came again. */
  readonly broken: number
  readonly repeated: number
  /** Calls that were lost though management had them, counted twice, or missing where nothing was killed. */
  readonly faults: readonly string[]
}

const secretKey = '4d'.repeat(32)
const key = 'key-of-the-faults'
const workers = 4

/** What callers send in turn, and what they get. */
const mix: readonly { readonly headers: Readonly<Record<string, string>>; readonly status: number }[] = [
  { headers: { 'Ocp-Apim-Subscription-Key': key }, status: 200 },
  { headers: {}, status: 401 },
  { headers: { 'Ocp-Apim-Subscription-Key': key, 'X-Fail': '1' }, status: 503 },
  { headers: { 'Ocp-Apim-Subscription-Key': key }, status: 200 },
]

/**
 * Rounds of calls of a known mix through four workers, each round to an operation of its own, while what stands in for
 * management fails at every third batch before, and at every third after it has applied it. In every second round the
 * gateway is killed with -9 in the middle.
 */
export async function killDuringUsage(options: {
  readonly rounds: number
  readonly callsPerRound: number
  readonly callers: number
  readonly onProgress?: (calls: number) => void
}): Promise<KillDuringUsageResult> {
  const { rounds, callsPerRound, callers, onProgress } = options
  const sink = await startUsageSink(entriesOf(rounds))
  const reported = (operation: string, status: number) => sink.calls.get(`${operation} ${status}`) ?? 0
  const faults: string[] = []
  const losses: { readonly lost: number; readonly lostMs: number }[] = []
  let calls = 0
  let gateway: RunningSluice | undefined
  try {
    gateway = await startSluice({
      args: ['--role', 'gateway'],
      environment: {
        SLUICE_SECRET_KEY: secretKey,
        SLUICE_MANAGEMENT_URL: sink.url,
        SLUICE_GATEWAY_WORKERS: String(workers),
        SLUICE_HOST_MAP: 'echo.example.com=echo',
      },
    })
    const running = gateway
    const address = `${running.addresses.gatewayHttp}/usage`
    for (let round = 0; round < rounds; round += 1) {
      const operation = `o${round}`
      let kill: { readonly atMs: number; readonly reported: ReadonlyMap<number, number> } | undefined
      const load = await callMany(`${address}/${operation}`, { calls: callsPerRound, callers }, (answered) => {
        onProgress?.(calls + answered)
        if (round % 2 === 0 || kill !== undefined || answered < callsPerRound / 2) return
        const before = new Map(statuses.map((status) => [status, reported(operation, status)]))
        process.kill(running.pidOf('gateway'), 'SIGKILL')
        kill = { atMs: performance.now(), reported: before }
      })
      calls += callsPerRound
      await settle(
        address,
        () => reported('settled', 200),
        (isReliable) => sink.setReliable(isReliable),
      )
      let lost = 0
      for (const status of statuses) {
        const answered = load.answeredAtMs.get(status)?.length ?? 0
        const most = answered + (load.unanswered.get(status) ?? 0)
        const found = reported(operation, status)
        const least = kill === undefined ? answered : (kill.reported.get(status) ?? 0)
        if (found > most) faults.push(`${operation}: ${found} calls of ${status} are reported, ${most} were sent`)
        if (found < least) faults.push(`${operation}: ${found} calls of ${status} are reported, ${least} were taken`)
        lost += Math.max(0, answered - found)
      }
      if (kill !== undefined) losses.push({ lost, lostMs: ageOf(lost, load, kill.atMs) })
    }
    return {
      kills: losses.length,
      calls,
      lost: losses.reduce((sum, { lost }) => sum + lost, 0),
      mostLost: Math.max(0, ...losses.map(({ lost }) => lost)),
      longestLostMs: Math.round(Math.max(0, ...losses.map(({ lostMs }) => lostMs))),
      batches: sink.applied(),
      broken: sink.broken(),
      repeated: sink.repeated(),
      faults: [...faults, ...sink.faults],
    }
  } finally {
    await gateway?.remove()
    await sink.close()
  }
}

const statuses: readonly number[] = [...new Set(mix.map(({ status }) => status))]

interface Answered {
  /** When each call of a status was answered. */
  readonly answeredAtMs: ReadonlyMap<number, readonly number[]>
  /** Calls of which nobody knows whether they reached the gateway, by the status that they would have got. */
  readonly unanswered: ReadonlyMap<number, number>
}

/** So many calls that are answered. @throws Error for an answer that is not the expected one */
async function callMany(
  url: string,
  { calls, callers }: { readonly calls: number; readonly callers: number },
  onAnswer: (answered: number) => void,
): Promise<Answered> {
  const answeredAtMs = new Map<number, number[]>(statuses.map((status) => [status, []]))
  const unanswered = new Map<number, number>()
  let begun = 0
  let answered = 0
  const one = async ({ headers, status }: (typeof mix)[number]): Promise<void> => {
    for (;;) {
      const found = await fetch(url, { headers }).then(
        async (response) => {
          await response.arrayBuffer()
          return response.status
        },
        // Between two lives of the gateway.
        () => undefined,
      )
      if (found === status) {
        answeredAtMs.get(status)?.push(performance.now())
        answered += 1
        onAnswer(answered)
        return
      }
      if (found !== undefined) throw new Error(`A call was answered ${found} in place of ${status}.`)
      unanswered.set(status, (unanswered.get(status) ?? 0) + 1)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  const calling = Array.from({ length: callers }, async () => {
    while (begun < calls) {
      const next = mix[begun % mix.length]
      begun += 1
      if (next !== undefined) await one(next)
    }
  })
  await Promise.all(calling)
  return { answeredAtMs, unanswered }
}

/**
 * Batches come in order: when a call that was made after all others is reported, so are they. Twice, as one worker of
 * several may be read a second later.
 */
async function settle(
  address: string,
  reported: () => number,
  setReliable: (isReliable: boolean) => void,
): Promise<void> {
  setReliable(true)
  for (let time = 0; time < 2; time += 1) {
    const before = reported()
    await waitUntil(() =>
      fetch(`${address}/settled`, { headers: { 'Ocp-Apim-Subscription-Key': key } }).then(
        async (response) => {
          await response.arrayBuffer()
          return response.status === 200
        },
        () => false,
      ),
    )
    await waitUntil(() => reported() > before)
  }
  setReliable(false)
}

/** How long before the kill the first of the calls was answered that it lost, which are the last ones before it. */
function ageOf(lost: number, { answeredAtMs }: Answered, killedAtMs: number): number {
  if (lost === 0) return 0
  const before = [...answeredAtMs.values()]
    .flat()
    .filter((atMs) => atMs <= killedAtMs)
    .sort((a, b) => a - b)
  return killedAtMs - (before.at(-lost) ?? killedAtMs)
}

/** An API at `/usage` with an operation for each round, and one that says when a round is through. */
function entriesOf(rounds: number): readonly SnapshotEntry[] {
  const secrets = createSecrets(Buffer.from(secretKey, 'hex'))
  let ordinal = 0
  const entry = <Kind extends SnapshotKind>(id: string, kind: Kind, properties: SnapshotProperties[Kind]) =>
    // Kind and properties belong together by this function's own type, which a union cannot be told.
    ({ id: `/services/contoso${id}`, kind, ordinal: ++ordinal, properties }) as SnapshotEntry
  const operation = (name: string) =>
    entry(`/apis/usage/operations/${name}`, 'operation', {
      displayName: name,
      method: 'GET',
      urlTemplate: `/${name}`,
      templateParameters: [],
    })
  const fails = `<policies><inbound><base/><choose>
    <when condition="@(context.Request.Headers.ContainsKey(&quot;X-Fail&quot;))">
      <return-response><set-status code="503"/></return-response>
    </when></choose></inbound><backend><base/></backend><outbound><base/></outbound><on-error><base/></on-error></policies>`
  return [
    entry('', 'service', { publisherEmail: 'a@example.com', publisherName: 'A' }),
    entry('/apis/usage', 'api', {
      displayName: 'Usage',
      path: 'usage',
      serviceUrl: 'http://echo.example.com/api',
      protocols: ['http', 'https'],
      type: 'http',
      subscriptionRequired: true,
      subscriptionKeyParameterNames: { header: 'Ocp-Apim-Subscription-Key', query: 'subscription-key' },
      apiRevision: '1',
      isCurrent: true,
      isOnline: true,
    }),
    ...Array.from({ length: rounds }, (_, round) => operation(`o${round}`)),
    operation('settled'),
    entry('/apis/usage/policies/policy', 'policy', { value: fails, format: 'xml' }),
    entry('/subscriptions/one', 'subscription', {
      scope: '/apis/usage',
      state: 'active',
      allowTracing: false,
      enforceExpiration: false,
      createdDate: '2026-01-01T00:00:00Z',
      primaryKeyHash: secrets.lookupHash(key),
      secondaryKeyHash: secrets.lookupHash('another'),
    }),
  ]
}
