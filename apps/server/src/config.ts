import type { LogLevel } from './log-level.ts'

/** Everything that can be set, from `SLUICE_*` variables and `sluice.config.json`; frozen, handed on by argument. */
export interface Config {
  /** Absolute path. */
  readonly dataFolder: string
  readonly host: string
  readonly managementPort: number
  readonly managementHttpsPort: number
  readonly gatewayHttpPort: number
  readonly gatewayHttpsPort: number
  readonly mlPort: number
  readonly blobPort: number
  readonly gatewayWorkers: number
  readonly administratorEmail: string
  /** Undefined = made at first start and printed once. */
  readonly administratorPassword: string | undefined
  readonly managementToken: string | undefined
  /** `postgres://…`; undefined = SQLite files in the data folder. */
  readonly databaseUrl: string | undefined
  /** Host name pattern (`*.services.azureml.net`) → role that stands in for it, or the built-in echo service. */
  readonly hostMap: readonly {
    readonly pattern: string
    readonly target: 'management' | 'gateway' | 'ml' | 'storage' | 'echo'
  }[]
  readonly createSamples: boolean
  /** 32 bytes. Undefined = `$SLUICE_DATA/secret.key`, made at first start. */
  readonly secretKey: Uint8Array | undefined
  readonly logLevel: LogLevel
  /** Where the roles of other machines are, for `--role` subsets; undefined = the ones this supervisor started. */
  readonly managementUrl: string | undefined
  readonly mlUrl: string | undefined
}
