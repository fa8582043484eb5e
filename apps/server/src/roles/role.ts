import type { Addresses } from '@sluice/contracts'
import type { Log, Spans } from '@sluice/platform'
import type { MetricSource } from '@sluice/platform/metrics'
import type { Config } from '../config.ts'

export const roleNames = ['management', 'gateway', 'ml', 'storage'] as const
export type RoleName = (typeof roleNames)[number]

/** Where the roles of this installation listen; changes when one starts after another. */
export interface AddressBook {
  current(): Addresses
  onChange(listener: (addresses: Addresses) => void): void
}

export interface RoleContext {
  readonly config: Config
  readonly log: Log
  readonly addresses: AddressBook
  /** Follows calls over processes; left out where nobody does. */
  readonly spans?: Spans | undefined
}

/** What a new data folder's owner is told once, by the supervisor; each role knows its own part. */
export interface FirstStartNotes {
  readonly administratorEmail?: string
  readonly administratorPassword?: string
  /** Primary key of the administrator's subscription to Starter. */
  readonly starterKey?: string
  /** Path of the sample API's RRS operation below the gateway, with `{workspace}` and `{service}` still to fill in. */
  readonly sampleOperationPath?: string
  readonly workspaceId?: string
  readonly endpointId?: string
  /** Primary key of the sample web service's default endpoint. */
  readonly endpointKey?: string
}

/** One role, listening. */
export interface RunningRole {
  readonly addresses: Partial<Addresses>
  readonly firstStart?: FirstStartNotes
  /** What the role has to say to Prometheus besides what every process does. */
  readonly metrics?: readonly MetricSource[]
  /** Finishes calls in flight for at most `graceMs`, then lets go of everything. */
  close(graceMs: number): Promise<void>
}

/** Resolves when the role listens and its `/health/ready` says so; rejects with an AppError that says what to do. */
export type StartRole = (context: RoleContext) => Promise<RunningRole>
