import type { Mailer, UsageRetention } from '@sluice/platform'
import { evaluateAlerts } from '../alerts/evaluate-alerts.ts'
import { sendAlertCalls } from '../alerts/send-alert-calls.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { removeOldMails } from '../mail/outbox/remove-old-mails.ts'
import { keepMails, sendMails } from '../mail/outbox/send-mails.ts'
import { expireSubscriptions } from '../subscriptions/expire-subscriptions.ts'
import { defaultUsageRetention, keepUsage } from '../usage/keep-usage.ts'
import { type BackgroundWork, createBackgroundWork } from './create-background-work.ts'

export interface ManagementWorkOptions {
  /** Undefined = no mail server is configured; mails are kept to be read. */
  readonly mailer?: Mailer | undefined
  /** Sender of services that have none of their own. */
  readonly mailFrom?: string | undefined
  /** How long calls are kept; default: `defaultUsageRetention`. */
  readonly usageRetention?: UsageRetention | undefined
}

/**
 * What the management service does by itself: mails go out and old ones go away, subscriptions expire, usage is summed
 * up, alerts fire and end.
 */
export function createManagementWork(
  environment: ManagementEnvironment,
  { mailer, mailFrom, usageRetention = defaultUsageRetention }: ManagementWorkOptions = {},
): BackgroundWork {
  const work = createBackgroundWork(environment, [
    {
      name: 'mail',
      everyMs: 15_000,
      isRunOnChange: true,
      async run(signal) {
        if (mailer === undefined) await keepMails(environment)
        else await sendMails(environment, mailer, { from: mailFrom, signal })
      },
    },
    { name: 'subscriptions', everyMs: 60_000, run: () => expireSubscriptions(environment) },
    // So that the first report does not have to sum up what came since the last one.
    { name: 'usage', everyMs: 5_000, run: () => environment.usage.fold() },
    { name: 'old usage', everyMs: 3_600_000, run: (signal) => keepUsage(environment, usageRetention, signal) },
    { name: 'alerts', everyMs: 60_000, run: (signal) => evaluateAlerts(environment, signal) },
    { name: 'alert calls', everyMs: 15_000, isRunOnChange: true, run: (signal) => sendAlertCalls(environment, signal) },
    { name: 'old mails', everyMs: 3_600_000, run: () => removeOldMails(environment) },
  ])
  return {
    ...work,
    async close() {
      // First the mailer: what it is sending is broken off, goes back to the queue, and is sent after the next start.
      mailer?.close()
      await work.close()
    },
  }
}
