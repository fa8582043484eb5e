import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AppError, isAppError } from '@sluice/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadConfig } from './config.ts'
import { projectFolder } from './project-folder.ts'

let workingFolder: string
beforeEach(() => {
  workingFolder = mkdtempSync(join(tmpdir(), 'sluice-config-'))
})
afterEach(() => rmSync(workingFolder, { recursive: true, force: true }))

const load = (environment: Record<string, string> = {}) => loadConfig({ environment, workingFolder })
const writeConfig = (content: unknown) =>
  writeFileSync(
    join(workingFolder, 'sluice.config.json'),
    typeof content === 'string' ? content : JSON.stringify(content),
  )
const faultsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    load(environment)
  } catch (error) {
    if (isAppError(error)) return (error as AppError).faults.map(({ message }) => message)
    throw error
  }
  return []
}

describe('without any setting', () => {
  it('gives every default', () => {
    const { gatewayWorkers, runWorkers, runMemoryMegabytes, batchThreads, ...config } = load({
      PATH: '/bin',
      HOME: '/root',
    })
    expect(config).toEqual({
      dataFolder: join(projectFolder, 'data'),
      host: '127.0.0.1',
      managementPort: 8080,
      managementHttpsPort: 9443,
      gatewayHttpPort: 8000,
      gatewayHttpsPort: 8443,
      mlPort: 8090,
      blobPort: 10000,
      blobAccount: 'sluice',
      blobAccountNames: [],
      blobKey: undefined,
      blobUrl: undefined,
      batchJobs: 16,
      batchChunkKilobytes: 1024,
      batchPartMegabytes: 64,
      batchKeepDays: 30,
      batchAutoStart: true,
      batchStatusNumbers: false,
      runCacheMegabytes: 20_000,
      runCacheDays: 60,
      maxUploadMegabytes: 10_000,
      administratorEmail: 'admin@sluice.local',
      administratorPassword: undefined,
      managementToken: undefined,
      metrics: true,
      metricsHost: '127.0.0.1',
      metricsPort: 9471,
      metricsToken: undefined,
      metricsLabels: ['service', 'api'],
      otlpUrl: undefined,
      httpEngine: 'own',
      otlpSampling: 1,
      databaseUrl: undefined,
      valkeyUrl: undefined,
      hostMap: [
        { pattern: '*.services.azureml.net', target: 'ml' },
        { pattern: 'echo.playground.azure-api.net', target: 'echo' },
      ],
      createSamples: true,
      secretKey: undefined,
      logLevel: 'warn',
      allowLoopback: false,
      gatewayClientCertificates: false,
      gatewayTraces: 1_000,
      gatewayTraceMegabytes: 100,
      gatewayUsage: true,
      gatewayUsageMegabytes: 200,
      gatewayRecordsPerSecond: 50,
      usageMinuteDays: 2,
      usageHourDays: 35,
      usageDays: 400,
      callRecordDays: 7,
      callRecords: 500_000,
      callRecordMegabytes: 1_000,
      gatewayQueueMs: 50,
      gatewayCalls: 10_000,
      gatewayConnections: 10_000,
      gatewayConnectionsPerAddress: 10_000,
      gatewayHeadSeconds: 10,
      gatewayIdleSeconds: 60,
      gatewayHeadKilobytes: 32,
      gatewayBodyMegabytes: 0,
      gatewayBodyRate: 240,
      gatewayBackendConnectSeconds: 10,
      gatewayBackendIdleSeconds: 300,
      gatewayBackendConnections: 1_024,
      gatewayBackendQueue: 4_096,
      smtpUrl: undefined,
      mailFrom: undefined,
      managementUrl: undefined,
      mlUrl: undefined,
      storageUrl: undefined,
    })
    expect(gatewayWorkers).toBeGreaterThanOrEqual(1)
    expect(runWorkers).toBeGreaterThanOrEqual(1)
    expect(batchThreads).toBeGreaterThanOrEqual(1)
    expect(runMemoryMegabytes).toBeGreaterThanOrEqual(512)
    expect(gatewayWorkers).toBeLessThanOrEqual(4)
  })

  it('is frozen through and through', () => {
    const config = load()
    expect(Object.isFrozen(config) && Object.isFrozen(config.hostMap) && Object.isFrozen(config.hostMap[0])).toBe(true)
  })
})

describe('precedence', () => {
  it('takes a variable before the file and the file before the default', () => {
    writeConfig({ gatewayHttpPort: 7000, mlPort: 7001 })
    const config = load({ SLUICE_GATEWAY_HTTP_PORT: '7100' })
    expect([config.gatewayHttpPort, config.mlPort, config.managementPort]).toEqual([7100, 7001, 8080])
  })

  it('takes an empty variable as not set', () => {
    writeConfig({ mlPort: 7001 })
    expect(load({ SLUICE_ML_PORT: '', SLUICE_CONFIG: '' }).mlPort).toBe(7001)
  })

  it('reads the file that SLUICE_CONFIG names, and starts its relative paths there', () => {
    const folder = mkdtempSync(join(workingFolder, 'elsewhere-'))
    writeFileSync(join(folder, 'production.json'), JSON.stringify({ data: 'var', log: 'error' }))
    const config = load({ SLUICE_CONFIG: join(folder, 'production.json') })
    expect([config.dataFolder, config.logLevel]).toEqual([join(folder, 'var'), 'error'])
    expect(load({ SLUICE_CONFIG: join(folder, 'production.json'), SLUICE_DATA: './here' }).dataFolder).toBe(
      join(workingFolder, 'here'),
    )
  })
})

describe('values', () => {
  it('reads each kind from its text', () => {
    const hex = '0f'.repeat(32)
    const config = load({
      SLUICE_SAMPLES: 'false',
      SLUICE_SECRET_KEY: hex,
      SLUICE_HOST_MAP: 'Api.Example.com=gateway, *.blob.core.windows.net=storage',
      SLUICE_MANAGEMENT_URL: 'https://management.example:9443/',
      SLUICE_GATEWAY_WORKERS: '3',
      SLUICE_ML_PORT: '0',
    })
    expect(config.createSamples).toBe(false)
    expect(Buffer.from(config.secretKey ?? []).toString('hex')).toBe(hex)
    expect(config.hostMap).toEqual([
      { pattern: 'api.example.com', target: 'gateway' },
      { pattern: '*.blob.core.windows.net', target: 'storage' },
    ])
    expect(config.managementUrl).toBe('https://management.example:9443')
    expect([config.gatewayWorkers, config.mlPort]).toEqual([3, 0])
  })

  it('reads each kind from JSON', () => {
    const key = Buffer.alloc(32, 7)
    writeConfig({ samples: false, secretKey: key.toString('base64'), hostMap: { 'a.example': 'ml' }, mlPort: 1 })
    const config = load()
    expect(config.createSamples).toBe(false)
    expect(Buffer.from(config.secretKey ?? [])).toEqual(key)
    expect(config.hostMap).toEqual([{ pattern: 'a.example', target: 'ml' }])
    expect(config.mlPort).toBe(1)
  })

  it('takes the address of a mail server, without options', () => {
    const smtpUrl = 'smtps://user:p%40ss@mail.example:465'
    const config = load({ SLUICE_SMTP_URL: smtpUrl, SLUICE_MAIL_FROM: 'noreply@example.com' })
    expect([config.smtpUrl, config.mailFrom]).toEqual([smtpUrl, 'noreply@example.com'])
    for (const refused of ['mail.example', 'http://mail.example', 'smtp://', 'smtp://mail.example?pool=true']) {
      expect(() => load({ SLUICE_SMTP_URL: refused })).toThrow('SLUICE_SMTP_URL must be an address')
    }
  })

  it('knows an empty host map', () => {
    expect(load({ SLUICE_HOST_MAP: 'none' }).hostMap).toEqual([])
  })
})

describe('faults', () => {
  it('refuses an unknown variable with the nearest known one', () => {
    expect(faultsOf({ SLUICE_GATEWAY_PORT: '1' })).toEqual([
      'SLUICE_GATEWAY_PORT is not a setting; did you mean SLUICE_GATEWAY_HTTP_PORT?',
    ])
    expect(faultsOf({ sluice_data: '/tmp' })).toEqual(['sluice_data is not a setting; did you mean SLUICE_DATA?'])
    expect(faultsOf({ SLUICE_CONFIGURATION: 'x' })).toEqual([
      'SLUICE_CONFIGURATION is not a setting; did you mean SLUICE_CONFIG?',
    ])
  })

  it('refuses an unknown key of the file with the nearest known one', () => {
    writeConfig({ gatewayPort: 1 })
    expect(faultsOf({})).toEqual([
      `gatewayPort in ${join(workingFolder, 'sluice.config.json')} is not a setting; did you mean gatewayHttpPort?`,
    ])
  })

  it('lists all at once, each with its place, and shows no secret', () => {
    writeConfig({ mlPort: 'many', log: 'loud' })
    const file = join(workingFolder, 'sluice.config.json')
    const faults = faultsOf({
      SLUICE_MANAGEMENT_PORT: '70000',
      SLUICE_GATEWAY_WORKERS: '0',
      SLUICE_SAMPLES: 'perhaps',
      SLUICE_ADMIN_EMAIL: 'nobody',
      SLUICE_ADMIN_PASSWORD: 'hunter2',
      SLUICE_SECRET_KEY: 'hunter2',
      SLUICE_DATABASE_URL: 'mysql://hunter2@localhost/x',
      SLUICE_HOST_MAP: 'a.example=nowhere,b example=ml',
      SLUICE_DTAA: '/tmp',
    })
    expect([...faults].sort()).toEqual(
      [
        'SLUICE_ADMIN_EMAIL must be an e-mail address.',
        'SLUICE_ADMIN_PASSWORD must be a password of at least 8 characters.',
        'SLUICE_DATABASE_URL must be an address that begins with postgres:// or postgresql://.',
        'SLUICE_DTAA is not a setting; did you mean SLUICE_DATA?',
        'SLUICE_GATEWAY_WORKERS must be a whole number from 1 to 64.',
        "SLUICE_HOST_MAP has 'b example' where a host name or *.name is needed.",
        "SLUICE_HOST_MAP maps a.example to 'nowhere', which is none of management, gateway, ml, storage, echo.",
        'SLUICE_MANAGEMENT_PORT must be a whole number from 0 to 65535.',
        'SLUICE_SAMPLES must be true or false.',
        'SLUICE_SECRET_KEY must be 32 bytes, written as 64 hexadecimal digits or as base64 (`openssl rand -base64 32` makes one).',
        `log in ${file} must be one of debug, info, warn, error, silent.`,
        `mlPort in ${file} must be a whole number from 0 to 65535.`,
      ].sort(),
    )
    expect(faults.join()).not.toContain('hunter2')
  })

  it('says which file cannot be read', () => {
    writeConfig('{ "mlPort": ')
    expect(faultsOf({})[0]).toMatch(/sluice\.config\.json cannot be read: /)
    writeConfig('[]')
    expect(faultsOf({})).toEqual([`${join(workingFolder, 'sluice.config.json')} must hold one JSON object.`])
    expect(faultsOf({ SLUICE_CONFIG: 'gone.json' })).toEqual([
      `SLUICE_CONFIG names ${join(workingFolder, 'gone.json')}, which is not there.`,
    ])
  })
})

describe('settings for operators', () => {
  it('take metrics beyond this machine only with a token', () => {
    expect(() => load({ SLUICE_METRICS_HOST: '0.0.0.0' })).toThrow(
      'SLUICE_METRICS_HOST is reached by other machines: set SLUICE_METRICS_TOKEN, too.',
    )
    const token = 'sixteen letters…'
    expect(load({ SLUICE_METRICS_HOST: '0.0.0.0', SLUICE_METRICS_TOKEN: token }).metricsToken).toBe(token)
    expect(load({ SLUICE_METRICS_HOST: '0.0.0.0', SLUICE_METRICS: 'no' }).metrics).toBe(false)
    expect(load({ SLUICE_METRICS_HOST: '127.0.0.2' }).metricsHost).toBe('127.0.0.2')
  })

  it('read lists of labels and shares', () => {
    expect(load({ SLUICE_METRICS_LABELS: 'backend, api' }).metricsLabels).toEqual(['api', 'backend'])
    expect(load({ SLUICE_METRICS_LABELS: 'none' }).metricsLabels).toEqual([])
    expect(load({ SLUICE_OTLP_SAMPLING: '0.05' }).otlpSampling).toBe(0.05)
    expect(() => load({ SLUICE_METRICS_LABELS: 'api,user', SLUICE_OTLP_SAMPLING: '2' })).toThrow(
      'The settings cannot be used: SLUICE_METRICS_LABELS must be some of service, api, operation, backend, separated by commas, or none. SLUICE_OTLP_SAMPLING must be a number from 0 to 1.',
    )
  })

  it('take the place of OpenTelemetry from its own variable, unless ours says another one', () => {
    const standard = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' }
    expect(load(standard).otlpUrl).toBe('http://collector:4318')
    expect(load({ ...standard, SLUICE_OTLP_URL: 'http://other:4318' }).otlpUrl).toBe('http://other:4318')
    expect(() => load({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' })).toThrow(
      'OTEL_EXPORTER_OTLP_ENDPOINT must be an address that begins with http:// or https://.',
    )
  })
})
