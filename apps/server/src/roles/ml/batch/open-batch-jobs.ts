import { randomBytes } from 'node:crypto'
import type { StorageAccount } from '@sluice/contracts'
import {
  type BatchJobs,
  createAccountStorage,
  createBatchJobs,
  modules,
  startJobNotifier,
  type WebServiceDirectory,
} from '@sluice/ml'
import type { Blobs, Clock, Log, OutgoingHttp, Secrets, Store, WorkQueue } from '@sluice/platform'
import { createSmtpMailer } from '@sluice/platform/mail'
import type { Config } from '../../../config.ts'

export interface BatchJobOptions {
  readonly config: Config
  readonly store: Store
  readonly queue: WorkQueue
  readonly directory: WebServiceDirectory
  readonly blobs: Blobs
  readonly account: StorageAccount
  readonly outgoing: OutgoingHttp
  readonly secrets: Secrets
  readonly clock: Clock
  readonly log: Log
}

/** What calls do with batch jobs, and who tells of their ends. */
export function openBatchJobs({ config, account, ...services }: BatchJobOptions): {
  readonly jobs: BatchJobs
  close(): Promise<void>
} {
  const { blobs } = services
  const mailer = config.smtpUrl === undefined ? undefined : createSmtpMailer({ url: config.smtpUrl })
  const jobs = createBatchJobs({
    ...services,
    modules,
    randomBytes: (count) => randomBytes(count),
    canMail: mailer !== undefined,
    // By its name alone: it is found wherever it listens.
    defaultStorage: createAccountStorage(
      { connectionString: `AccountName=${account.name};AccountKey=${account.key}` },
      blobs,
    ),
  })
  const notifier = startJobNotifier({ ...services, mailer, mailFrom: config.mailFrom ?? config.administratorEmail })
  return {
    jobs,
    async close() {
      mailer?.close()
      await notifier.close()
    },
  }
}
