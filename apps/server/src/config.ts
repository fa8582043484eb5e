import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Fault } from '@sluice/contracts'
import { AppError } from '@sluice/contracts/errors'
import type { UsageLabel } from '@sluice/contracts/metrics'
import type * as z from 'zod'
import type { GatewayLimits } from './gateway-limits.ts'
import type { HttpEngine } from './http-engine.ts'
import type { LogLevel } from './log-level.ts'
import { projectFolder } from './project-folder.ts'
import type { HostMap } from './settings/host-map.ts'
import { nearestName } from './settings/nearest-name.ts'
import { describeSettings, type Settings, settingsSchema, toVariable } from './settings/settings-schema.ts'

/** Everything that can be set, from `SLUICE_*` variables and `sluice.config.json`; frozen, handed on by argument. */
export interface Config extends GatewayLimits {
  /** Absolute path. */
  readonly dataFolder: string
  readonly host: string
  readonly managementPort: number
  readonly managementHttpsPort: number
  readonly gatewayHttpPort: number
  readonly gatewayHttpsPort: number
  readonly mlPort: number
  readonly blobPort: number
  /** Name of the embedded storage account, and other names under which clients know it. */
  readonly blobAccount: string
  readonly blobAccountNames: readonly string[]
  /** Base64. Undefined = made at first start and kept sealed in the data folder. */
  readonly blobKey: string | undefined
  /** What stands before `/container/blob` in links; undefined = the local address. */
  readonly blobUrl: string | undefined
  readonly gatewayWorkers: number
  /** What the gateway and web services speak HTTP/1.1 with. */
  readonly httpEngine: HttpEngine
  /** Whether clients of the gateway are asked for a certificate over TLS. */
  readonly gatewayClientCertificates: boolean
  /** Traces of calls that a gateway keeps. */
  readonly gatewayTraces: number
  readonly gatewayTraceMegabytes: number
  /** How long sums of calls are kept by minutes, hours and days, and how much of single calls. */
  readonly usageMinuteDays: number
  readonly usageHourDays: number
  readonly usageDays: number
  readonly callRecordDays: number
  readonly callRecords: number
  readonly callRecordMegabytes: number
  /** Whether calls are counted, how many a second are kept one by one, and how much waits for management. */
  readonly gatewayUsage: boolean
  readonly gatewayRecordsPerSecond: number
  readonly gatewayUsageMegabytes: number
  /** Modules of experiments side by side, and the memory of each of their processes. */
  readonly runWorkers: number
  readonly runMemoryMegabytes: number
  /** How much of the results of runs is kept, and how long. */
  readonly runCacheMegabytes: number
  readonly runCacheDays: number
  /** Batch jobs side by side, threads that score them, how their inputs are cut, and how long they are kept. */
  readonly batchJobs: number
  readonly batchThreads: number
  readonly batchChunkKilobytes: number
  readonly batchPartMegabytes: number
  readonly batchKeepDays: number
  /** For clients of older deployments of batch execution. */
  readonly batchAutoStart: boolean
  readonly batchStatusNumbers: boolean
  readonly administratorEmail: string
  /** Undefined = made at first start and printed once. */
  readonly administratorPassword: string | undefined
  readonly managementToken: string | undefined
  /** `postgres://…`; undefined = SQLite files in the data folder. */
  readonly databaseUrl: string | undefined
  /** `redis://…` or `rediss://…`; undefined = no external cache for all. */
  readonly valkeyUrl: string | undefined
  /** `smtp://…` or `smtps://…`; undefined = mails are kept in the outbox. */
  readonly smtpUrl: string | undefined
  readonly mailFrom: string | undefined
  /** Host name pattern (`*.services.azureml.net`) → role that stands in for it, or the built-in echo service. */
  readonly hostMap: HostMap
  /** Largest file that may be uploaded. */
  readonly maxUploadMegabytes: number
  readonly createSamples: boolean
  readonly allowLoopback: boolean
  /** 32 bytes. Undefined = `$SLUICE_DATA/secret.key`, made at first start. */
  readonly secretKey: Uint8Array | undefined
  readonly logLevel: LogLevel
  /** Whether metrics are served, where, to whom, and by what calls are told apart in them. */
  readonly metrics: boolean
  readonly metricsHost: string
  /** Of management; the other roles' follow in the order of `roleNames`. 0 = free ones. */
  readonly metricsPort: number
  /** Undefined = whoever reaches the address may read; it is then one of this machine alone. */
  readonly metricsToken: string | undefined
  readonly metricsLabels: readonly UsageLabel[]
  /** Where OpenTelemetry sends to; undefined = it is not used. */
  readonly otlpUrl: string | undefined
  /** From 0 to 1. */
  readonly otlpSampling: number
  /** Where the roles of other machines are, for `--role` subsets; undefined = the ones this supervisor started. */
  readonly managementUrl: string | undefined
  readonly mlUrl: string | undefined
  readonly storageUrl: string | undefined
}

export interface ConfigSources {
  /** Default: those of this process. */
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** Where relative paths start and `sluice.config.json` is looked for, before the clone; default: the current folder. */
  readonly workingFolder?: string
}

const configFileName = 'sluice.config.json'
const configFileVariable = 'SLUICE_CONFIG'
/** What programs with OpenTelemetry are told by. @see https://opentelemetry.io/docs/specs/otel/protocol/exporter/ */
const otlpVariable = 'OTEL_EXPORTER_OTLP_ENDPOINT'

/** Where a value came from: how a fault names it, and where its relative path starts. */
interface Origin {
  readonly name: string
  readonly folder: string
}

/**
 * Reads all settings; a variable goes before the file, the file before the default.
 * @throws AppError `SettingsInvalid` with every fault
 */
export function loadConfig(sources: ConfigSources = {}): Config {
  const environment = environmentOf(sources)
  const workingFolder = sources.workingFolder ?? process.cwd()
  const values: Record<string, unknown> = {}
  const origins = new Map<string, Origin>()
  const faults: Fault[] = []

  const file = findConfigFile(environment[configFileVariable], workingFolder, faults)
  for (const [key, value] of Object.entries(file === undefined ? {} : readConfigFile(file, faults))) {
    values[key] = value
    origins.set(key, { name: `${key} in ${file}`, folder: dirname(file ?? '') })
  }
  const keyByVariable = new Map(describeSettings().map(({ variable, key }) => [variable, key]))
  for (const [variable, value] of Object.entries(environment)) {
    // An empty variable is how shells and container files say "not set".
    if (!/^SLUICE_/i.test(variable) || variable === configFileVariable || value === undefined || value === '') continue
    const key = keyByVariable.get(variable) ?? variable
    values[key] = value
    origins.set(key, { name: variable, folder: workingFolder })
  }
  const standardOtlpUrl = environment[otlpVariable]
  if (values.otlpUrl === undefined && standardOtlpUrl !== undefined && standardOtlpUrl !== '') {
    values.otlpUrl = standardOtlpUrl
    origins.set('otlpUrl', { name: otlpVariable, folder: workingFolder })
  }

  const parsed = settingsSchema.safeParse(values)
  if (!parsed.success) faults.push(...parsed.error.issues.flatMap((issue) => toFaults(issue, origins)))
  else if (isOpenMetrics(parsed.data)) {
    const name = origins.get('metricsHost')?.name ?? toVariable('metricsHost')
    faults.push(toFault(name, `${name} is reached by other machines: set ${toVariable('metricsToken')}, too.`))
  }
  if (faults.length > 0 || !parsed.success) {
    throw new AppError('SettingsInvalid', { faults: faults.map(({ message }) => message).join(' ') }, { faults })
  }
  const { data, adminEmail, adminPassword, samples, log, ...same } = parsed.data
  return deepFreeze({
    managementToken: undefined,
    metricsToken: undefined,
    otlpUrl: undefined,
    databaseUrl: undefined,
    valkeyUrl: undefined,
    smtpUrl: undefined,
    mailFrom: undefined,
    secretKey: undefined,
    managementUrl: undefined,
    mlUrl: undefined,
    storageUrl: undefined,
    blobKey: undefined,
    blobUrl: undefined,
    ...same,
    dataFolder:
      data === undefined ? join(projectFolder, 'data') : resolve(origins.get('data')?.folder ?? workingFolder, data),
    administratorEmail: adminEmail,
    administratorPassword: adminPassword,
    createSamples: samples,
    logLevel: log,
  })
}

/** Names of APIs and products are nobody's business but the operator's. */
const isOpenMetrics = ({ metrics, metricsHost, metricsToken }: Settings): boolean =>
  metrics && metricsToken === undefined && !/^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/.test(metricsHost)

function findConfigFile(named: string | undefined, workingFolder: string, faults: Fault[]): string | undefined {
  if (named === undefined || named === '') {
    return [workingFolder, projectFolder].map((folder) => join(folder, configFileName)).find((path) => existsSync(path))
  }
  const path = resolve(workingFolder, named)
  if (existsSync(path)) return path
  faults.push(toFault(configFileVariable, `${configFileVariable} names ${path}, which is not there.`))
  return undefined
}

function readConfigFile(path: string, faults: Fault[]): Record<string, unknown> {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) {
      return content as Record<string, unknown>
    }
    faults.push(toFault(path, `${path} must hold one JSON object.`))
  } catch (error) {
    faults.push(toFault(path, `${path} cannot be read: ${(error as Error).message}.`))
  }
  return {}
}

function toFaults(issue: z.core.$ZodIssue, origins: ReadonlyMap<string, Origin>): Fault[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => toUnknownFault(key, origins))
  const key = String(issue.path[0])
  const name = origins.get(key)?.name ?? toVariable(key)
  return [toFault(name, `${name} ${issue.message}.`)]
}

function toUnknownFault(key: string, origins: ReadonlyMap<string, Origin>): Fault {
  const name = origins.get(key)?.name ?? key
  const isVariable = name === key
  const known = describeSettings().map((setting) => (isVariable ? setting.variable : setting.key))
  const near = nearestName(key, isVariable ? [...known, configFileVariable] : known)
  return toFault(name, `${name} is not a setting${near === undefined ? '.' : `; did you mean ${near}?`}`)
}

const toFault = (target: string, message: string): Fault => ({ code: 'SettingsInvalid', target, message })

function deepFreeze<Value>(value: Value): Value {
  // Bytes cannot be frozen; nobody but the secret store gets to see them.
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  for (const inner of Object.values(value)) deepFreeze(inner)
  return Object.freeze(value)
}

export const environmentOf = ({ environment }: ConfigSources): NonNullable<ConfigSources['environment']> =>
  environment ?? process.env
