import { availableParallelism, totalmem } from 'node:os'
import { usageLabels } from '@sluice/contracts/metrics'
import * as z from 'zod'
import { logLevels } from '../log-level.ts'
import {
  email,
  folder,
  hostMap,
  hostName,
  key32,
  listOf,
  mailServer,
  oneOf,
  port,
  share,
  storageAccountName,
  storageAccountNames,
  storageKey,
  text,
  url,
  wholeNumber,
  yesOrNo,
} from './field-types.ts'
import { defaultHostMap, hostMapTargets, parseHostMap } from './host-map.ts'

/** Beyond this the gateway's threads take memory without need; who has the cores sets the number. */
const mostWorkersByDefault = 4

/** A run gets half of the machine's memory, whatever its modules; the rest is for the roles and the file cache. */
const runMemoryByDefault = Math.max(512, Math.floor(totalmem() / 1_048_576 / 2 / availableParallelism()))

interface SettingNotes {
  /** What it does, with unit and range. */
  readonly meaning: string
  /** Default, where the value alone would not tell. */
  readonly shownDefault?: string
  /** Its value is never shown. */
  readonly isSecret?: true
}

const notes = z.registry<SettingNotes>()

/** Every setting, by its name in `sluice.config.json`; as a variable `gatewayHttpPort` is `SLUICE_GATEWAY_HTTP_PORT`. */
export const settingsSchema = z.strictObject({
  data: folder().optional().register(notes, {
    meaning: 'Data folder: everything that must survive. A relative path starts where the setting stands.',
    shownDefault: '`data` in the clone',
  }),
  host: hostName()
    .default('127.0.0.1')
    .register(notes, { meaning: 'Address to listen on; `0.0.0.0` or `::` for all.' }),
  managementPort: port().default(8080).register(notes, { meaning: 'Port of the management API; 0 = a free one.' }),
  managementHttpsPort: port().default(9443).register(notes, { meaning: 'Same over TLS; 0 = a free one.' }),
  gatewayHttpPort: port().default(8000).register(notes, { meaning: 'Port of the gateway; 0 = a free one.' }),
  gatewayHttpsPort: port().default(8443).register(notes, { meaning: 'Same over TLS; 0 = a free one.' }),
  mlPort: port().default(8090).register(notes, { meaning: 'Port of the machine-learning role; 0 = a free one.' }),
  blobPort: port().default(10000).register(notes, { meaning: 'Port of the embedded storage account; 0 = a free one.' }),
  blobAccount: storageAccountName().default('sluice').register(notes, {
    meaning: 'Name of the embedded storage account, 3 to 24 lower-case letters and digits.',
  }),
  blobAccountNames: storageAccountNames().default([]).register(notes, {
    meaning: 'Other account names that stand for it, separated by commas, for clients that give only a name and a key.',
    shownDefault: 'none',
  }),
  blobKey: storageKey().optional().register(notes, {
    meaning: 'Key of the embedded storage account, base64 of at least 32 bytes.',
    shownDefault: 'made at first start, kept sealed in the data folder',
    isSecret: true,
  }),
  blobUrl: url(['http', 'https']).optional().register(notes, {
    meaning: 'Public address of the embedded storage account, for links: what stands before `/container/blob`.',
    shownDefault: 'the local address',
  }),
  gatewayWorkers: wholeNumber(1, 64)
    .default(Math.min(availableParallelism(), mostWorkersByDefault))
    .register(notes, {
      meaning: 'Threads that serve calls, 1 to 64.',
      shownDefault: `one per core, at most ${mostWorkersByDefault}`,
    }),
  httpEngine: z.enum(['own', 'node']).default('own').register(notes, {
    meaning:
      'What the gateway and web services speak HTTP/1.1 with: `own`, our engine on raw sockets, or `node`, that of Node.',
  }),
  gatewayClientCertificates: yesOrNo().default(false).register(notes, {
    meaning: 'Whether clients of the gateway are asked for a certificate over TLS, for policies that look at it.',
  }),
  gatewayTraces: wholeNumber(1, 100_000).default(1_000).register(notes, {
    meaning: 'Traces of calls that a gateway keeps, for at most 24 hours; beyond it the oldest are removed.',
  }),
  gatewayTraceMegabytes: wholeNumber(1, 100_000).default(100).register(notes, {
    meaning: 'Disk for traces of calls; beyond it the oldest are removed.',
  }),
  usageMinuteDays: wholeNumber(1, 36_500).default(2).register(notes, {
    meaning: 'Days for which sums of calls are kept by minutes.',
  }),
  usageHourDays: wholeNumber(1, 36_500).default(35).register(notes, {
    meaning: 'Days for which sums of calls are kept by hours, at least those of minutes.',
  }),
  usageDays: wholeNumber(1, 36_500).default(400).register(notes, {
    meaning: 'Days for which sums of calls are kept by days, at least those of hours.',
  }),
  callRecordDays: wholeNumber(1, 36_500).default(7).register(notes, {
    meaning: 'Days for which single calls are kept.',
  }),
  callRecords: wholeNumber(0, 999_999_999).default(500_000).register(notes, {
    meaning: 'Single calls that are kept; beyond it the oldest are removed.',
  }),
  callRecordMegabytes: wholeNumber(1, 999_999_999).default(1_000).register(notes, {
    meaning: 'Disk for single calls; beyond it the oldest are removed.',
  }),
  gatewayQueueMs: wholeNumber(1, 60_000).default(50).register(notes, {
    meaning:
      'How long calls may have to wait for their turn at a worker that has too much to do, in milliseconds; more are answered 429. A burst may wait ten times as long.',
  }),
  gatewayCalls: wholeNumber(1, 1_000_000).default(10_000).register(notes, {
    meaning: 'Calls that a worker has in hand at a time; more are answered 429.',
  }),
  gatewayConnections: wholeNumber(1, 1_000_000).default(10_000).register(notes, {
    meaning: 'Connections of clients that a worker keeps open; beyond it unused ones are closed, or new ones refused.',
  }),
  gatewayConnectionsPerAddress: wholeNumber(1, 1_000_000).default(10_000).register(notes, {
    meaning: 'The same for a single address of clients; lower it where no proxy stands in between.',
  }),
  gatewayHeadSeconds: wholeNumber(1, 3_600).default(10).register(notes, {
    meaning: 'Time in which the head of a call must have arrived.',
  }),
  gatewayIdleSeconds: wholeNumber(1, 86_400).default(60).register(notes, {
    meaning: 'Time after which a connection of a client on which nothing moves is closed.',
  }),
  gatewayHeadKilobytes: wholeNumber(1, 1_024).default(32).register(notes, {
    meaning: 'Longest head of a call, request line and fields, of which there may be 256.',
  }),
  gatewayBodyMegabytes: wholeNumber(0, 999_999).default(0).register(notes, {
    meaning: 'Longest body of a call; longer ones are answered 413. 0 = of any length.',
  }),
  gatewayBodyRate: wholeNumber(0, 999_999_999).default(240).register(notes, {
    meaning:
      'Bytes a second that a client must send of a body and take of an answer, on average after five seconds. 0 = as slow as it likes, within gatewayIdleSeconds.',
  }),
  gatewayBackendConnectSeconds: wholeNumber(1, 3_600).default(10).register(notes, {
    meaning: 'Time in which a connection to a backend must be open.',
  }),
  gatewayBackendIdleSeconds: wholeNumber(1, 86_400).default(300).register(notes, {
    meaning: 'Time that a backend may be silent in the middle of an answer.',
  }),
  gatewayBackendConnections: wholeNumber(1, 100_000).default(1_024).register(notes, {
    meaning: 'Connections of a worker to one backend; further calls wait for a free one.',
  }),
  gatewayBackendQueue: wholeNumber(0, 1_000_000).default(4_096).register(notes, {
    meaning: 'Calls of a worker that wait for a free connection to one backend; more are answered 503.',
  }),
  gatewayUsage: yesOrNo().default(true).register(notes, {
    meaning: 'Whether a gateway counts its calls, for reports; without it there are none.',
  }),
  gatewayRecordsPerSecond: wholeNumber(0, 10_000).default(50).register(notes, {
    meaning:
      'Calls that went well that each thread of a gateway keeps one by one in a second, for the request log; failures are kept besides.',
  }),
  gatewayUsageMegabytes: wholeNumber(1, 100_000).default(200).register(notes, {
    meaning:
      'Disk for usage that a gateway keeps while management is away; beyond it the oldest records go first, then the sums of the oldest minutes become those of hours.',
  }),
  runWorkers: wholeNumber(1, 64).default(Math.min(availableParallelism(), 64)).register(notes, {
    meaning: 'Modules of experiments that run side by side, each in a process of its own, 1 to 64.',
    shownDefault: 'one per core',
  }),
  runMemoryMegabytes: wholeNumber(256, 1_048_576).default(runMemoryByDefault).register(notes, {
    meaning: 'Memory of each of these processes, from 256; a module that needs more fails with error 0138.',
    shownDefault: 'half of the memory, shared among them',
  }),
  runCacheMegabytes: wholeNumber(0, 999_999_999).default(20_000).register(notes, {
    meaning: 'Disk for results of runs; beyond it those that were not used for longest are removed.',
  }),
  runCacheDays: wholeNumber(1, 36_500).default(60).register(notes, {
    meaning: 'Days after which a result of a run that nobody used is removed.',
  }),
  batchJobs: wholeNumber(1, 1_000).default(16).register(notes, {
    meaning:
      'Batch jobs that a process of the machine-learning role runs side by side, so that small ones do not wait behind large ones.',
  }),
  batchThreads: wholeNumber(1, 64).default(Math.min(availableParallelism(), 64)).register(notes, {
    meaning: 'Threads that score the rows of batch jobs, 1 to 64.',
    shownDefault: 'one per core',
  }),
  batchChunkKilobytes: wholeNumber(1, 1_048_576).default(1_024).register(notes, {
    meaning:
      'Input of a batch job that is scored at a time, from which its progress is kept; larger for inputs of more than 20 GB.',
  }),
  batchPartMegabytes: wholeNumber(1, 1_048_576).default(64).register(notes, {
    meaning: 'Input of a batch job that one process takes over where several work on one database.',
  }),
  batchKeepDays: wholeNumber(1, 36_500).default(30).register(notes, {
    meaning: 'Days after which a batch job that has ended is deleted; its outputs stay where they are.',
  }),
  batchAutoStart: yesOrNo().default(true).register(notes, {
    meaning: 'Whether a batch job that is submitted without `api-version` starts at once, as in older deployments.',
  }),
  batchStatusNumbers: yesOrNo().default(false).register(notes, {
    meaning: 'Whether states of batch jobs are numbers in answers, as in older deployments.',
  }),
  adminEmail: email()
    .default('admin@sluice.local')
    .register(notes, { meaning: 'Sign-in of the administrator, set at first start.' }),
  adminPassword: text('a password', 8).optional().register(notes, {
    meaning: 'Password of the administrator, at least 8 characters, set at first start.',
    shownDefault: 'made and printed once',
    isSecret: true,
  }),
  managementToken: text('a token', 16).optional().register(notes, {
    meaning: 'A bearer token for automation, at least 16 characters; `sluice token` makes ones that expire.',
    shownDefault: 'none',
    isSecret: true,
  }),
  databaseUrl: url(['postgres', 'postgresql']).optional().register(notes, {
    meaning: 'PostgreSQL in place of the embedded database, `postgres://user:password@host:port/database`.',
    shownDefault: 'embedded, in the data folder',
    isSecret: true,
  }),
  valkeyUrl: url(['redis', 'rediss', 'valkey', 'valkeys']).optional().register(notes, {
    meaning:
      'Valkey or Redis as the external cache of gateways, `rediss://user:password@host:port`, for instances without a cache of their own.',
    shownDefault: 'none; each gateway has its own cache',
    isSecret: true,
  }),
  smtpUrl: mailServer().optional().register(notes, {
    meaning:
      'Mail server, `smtp://user:password@host:587` or `smtps://…:465`; with a password, `smtp` insists on STARTTLS unless the server is on this machine.',
    shownDefault: 'none; mails are kept in the outbox',
    isSecret: true,
  }),
  mailFrom: email().optional().register(notes, {
    meaning: 'Sender of mails of services that have no `notificationSenderEmail`.',
    shownDefault: "the publisher's address",
  }),
  hostMap: hostMap()
    .default(() => parseDefaultHostMap())
    .register(notes, {
      meaning: `Host names that a part of this installation stands in for: \`pattern=target,…\`, target one of ${hostMapTargets.join(', ')}; \`none\` for no such names.`,
      shownDefault: `\`${defaultHostMap}\``,
    }),
  allowLoopback: yesOrNo().default(false).register(notes, {
    meaning:
      'Whether addresses that users name (definitions to import, sign-in providers) may be on this machine itself.',
  }),
  maxUploadMegabytes: wholeNumber(1, 999_999_999)
    .default(10_000)
    .register(notes, { meaning: 'Largest file that may be uploaded for a dataset, in megabytes.' }),
  samples: yesOrNo().default(true).register(notes, { meaning: 'Whether a new data folder gets the sample content.' }),
  secretKey: key32().optional().register(notes, {
    meaning: '32 bytes under which secrets are kept: 64 hexadecimal digits or base64.',
    shownDefault: '`secret.key` in the data folder, made at first start',
    isSecret: true,
  }),
  log: oneOf(logLevels)
    .default('warn')
    .register(notes, { meaning: `What is logged to stderr: ${logLevels.join(', ')}.` }),
  metrics: yesOrNo().default(true).register(notes, {
    meaning: 'Whether each role serves its metrics for Prometheus, at `/metrics` of an address of its own.',
  }),
  metricsHost: hostName().default('127.0.0.1').register(notes, {
    meaning: 'Address on which metrics are served; one that other machines reach needs SLUICE_METRICS_TOKEN.',
  }),
  metricsPort: wholeNumber(0, 65_532).default(9471).register(notes, {
    meaning:
      "Port of management's metrics; those of gateway, ml and storage are at the three after it; 0 = free ones. Where one is taken, the role does without.",
  }),
  metricsToken: text('a token', 16).optional().register(notes, {
    meaning: 'What scrapers of metrics have to show as a bearer, at least 16 characters.',
    shownDefault: 'none; anyone on this machine may read them',
    isSecret: true,
  }),
  metricsLabels: listOf(usageLabels)
    .default(['service', 'api'])
    .register(notes, {
      meaning: `What metrics tell the gateway's calls apart by, of ${usageLabels.join(', ')}, separated by commas; \`none\` for sums only.`,
      shownDefault: '`service,api`',
    }),
  otlpUrl: url(['http', 'https']).optional().register(notes, {
    meaning:
      'Where spans, logs and metrics of policies are sent by OpenTelemetry (OTLP over HTTP), such as `http://localhost:4318`; headers for it stand in `OTEL_EXPORTER_OTLP_HEADERS`.',
    shownDefault: '`OTEL_EXPORTER_OTLP_ENDPOINT`, else nowhere',
  }),
  otlpSampling: share().default(1).register(notes, {
    meaning: 'Share of the calls without a decision of their caller for which spans are sent, 0 to 1.',
  }),
  managementUrl: url(['http', 'https']).optional().register(notes, {
    meaning: 'Where `management` is when another machine runs it.',
    shownDefault: 'the one started here',
  }),
  mlUrl: url(['http', 'https'])
    .optional()
    .register(notes, { meaning: 'Where `ml` is when another machine runs it.', shownDefault: 'the one started here' }),
  storageUrl: url(['http', 'https']).optional().register(notes, {
    meaning: 'Where `storage` is when another machine runs it; needs the same SLUICE_BLOB_KEY here and there.',
    shownDefault: 'the one started here',
  }),
})

export type Settings = z.infer<typeof settingsSchema>

/** One row of the overview of settings. */
export interface SettingDescription extends SettingNotes {
  readonly key: string
  readonly variable: string
  readonly default: string
}

/** All settings in the order of the schema. */
export function describeSettings(): readonly SettingDescription[] {
  return Object.entries(settingsSchema.shape).map(([key, field]) => {
    const described = notes.get(field)
    if (described === undefined) throw new Error(`The setting ${key} has no description.`)
    return { key, variable: toVariable(key), ...described, default: described.shownDefault ?? shownDefault(field) }
  })
}

/** `gatewayHttpPort` → `SLUICE_GATEWAY_HTTP_PORT` */
export const toVariable = (key: string): string =>
  `SLUICE_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`

function shownDefault(field: z.ZodType): string {
  const result = field.safeParse(undefined)
  if (!result.success) throw new Error('A setting without a default needs a shown one.')
  return `\`${String(result.data)}\``
}

function parseDefaultHostMap() {
  return parseHostMap(defaultHostMap) as Settings['hostMap']
}
