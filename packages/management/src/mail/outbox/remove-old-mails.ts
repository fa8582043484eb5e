import type { DocumentCondition, DocumentField } from '@sluice/platform'
import type { ManagementEnvironment } from '../../environment.ts'
import { servicesCollection } from '../../services/service-document.ts'

const keptMs = 30 * 24 * 60 * 60_000
/** Of each service. */
const keptMails = 10_000
const batch = 200

const createdDate: DocumentField = { kind: 'body', path: ['properties', 'createdDate'] }
const isDone: DocumentCondition = {
  kind: 'compare',
  field: { kind: 'body', path: ['properties', 'state'] },
  operator: 'ne',
  value: 'queued',
}

/** Removes mails that are done with after 30 days, and the oldest of them beyond 10 000; what is queued stays. */
export async function removeOldMails(
  { store, clock }: Pick<ManagementEnvironment, 'store' | 'clock'>,
  limits: { readonly keptMails: number } = { keptMails },
): Promise<void> {
  for (const { key } of await store.list(servicesCollection)) {
    const from = { collection: `${key}/mails` }
    const isOld: DocumentCondition = {
      kind: 'compare',
      field: createdDate,
      operator: 'lt',
      value: new Date(clock.now() - keptMs).toISOString(),
    }
    const remove = async (find: () => ReturnType<typeof store.find>) => {
      for (;;) {
        const { documents } = await find()
        if (documents.length === 0) return
        await store.transact({ actor: 'mail' }, async (transaction) => {
          for (const document of documents) await transaction.remove(document.key, { isAudited: false })
        })
      }
    }
    await remove(() => store.find({ from, where: { kind: 'and', terms: [isDone, isOld] }, limit: batch }))
    const newestFirst = [{ field: createdDate, isDescending: true }]
    await remove(() =>
      store.find({ from, where: isDone, orderBy: newestFirst, offset: limits.keptMails, limit: batch }),
    )
  }
}
