import type { ApiProperties, OperationProperties, ProductProperties, SubscriptionProperties } from '@sluice/contracts'
import type { StoredDocument } from '@sluice/platform'
import { toBody, type WriteContext } from '../arm/define-resource.ts'
import { nameOf, toKey } from '../arm/identity.ts'
import { notifyPublishers, queueMail } from '../mail/queue-mail.ts'
import type { MailValues } from '../mail/template-language/render-template.ts'

/** More would not be read in a mail. */
const listedApis = 20
const listedOperations = 20

/**
 * Tells developer and publishers of a new state, when the request asks for it with `notify=true`.
 * Of suspended, cancelled and expired subscriptions the compatible service has no mail to tell.
 */
export async function announceState(context: WriteContext): Promise<void> {
  if (context.query.get('notify')?.toLowerCase() !== 'true') return
  const document = await context.transaction.get(context.key)
  if (document === undefined) return
  const subscription = toBody<SubscriptionProperties>(document).properties
  const before = context.existing?.properties.state as SubscriptionProperties['state'] | undefined
  const { state, ownerId } = subscription
  if (state === before) return
  const userId = ownerId ? nameOf(ownerId) : undefined
  const parameters = await parametersOf(subscription, context)
  const toDeveloper = async (template: Parameters<typeof queueMail>[1]['template']) => {
    if (userId !== undefined) await queueMail(context, { template, to: { userId }, parameters })
  }
  const toPublishers = (name: Parameters<typeof notifyPublishers>[1]) =>
    notifyPublishers(context, name, { userId: userId ?? null, parameters })
  if (state === 'submitted') {
    await toDeveloper('RequestDeveloperNotificationMessage')
    await toPublishers('RequestPublisherNotificationMessage')
  } else if (state === 'active') {
    await toDeveloper('PurchaseDeveloperNotificationMessage')
    if (before === undefined || before === 'submitted') await toPublishers('PurchasePublisherNotificationMessage')
  } else if (state === 'rejected') await toDeveloper('RejectDeveloperNotificationMessage')
}

async function parametersOf(subscription: SubscriptionProperties, context: WriteContext): Promise<MailValues> {
  const { scope, startDate, expirationDate, stateComment } = subscription
  const { transaction, service } = context
  const scoped = await transaction.get(toKey(service.name, scope))
  const isProduct = scope.startsWith('/products/')
  const name = scoped && toBody<Partial<ProductProperties>>(scoped).properties.displayName
  return {
    ProdName: name ?? 'all APIs',
    ProdId: scoped === undefined ? '' : nameOf(scope),
    SubStartDate: startDate ? toDay(startDate) : '',
    SubTerm: expirationDate ? `until ${toDay(expirationDate)}` : '',
    SubDeclineReason: stateComment ?? '',
    Apis: scoped === undefined ? [] : await apisOf(scoped, isProduct, context),
  }
}

async function apisOf(
  scoped: StoredDocument,
  isProduct: boolean,
  { transaction }: WriteContext,
): Promise<MailValues[]> {
  const apis = isProduct
    ? (await transaction.find({ from: { linkedFrom: `${scoped.key}/apis` }, limit: listedApis })).documents
    : [scoped]
  const values: MailValues[] = []
  for (const api of apis) {
    const operations = await transaction.list(`${api.key}/operations`, { limit: listedOperations })
    values.push({
      Name: toBody<ApiProperties>(api).properties.displayName ?? nameOf(api.key),
      Operations: operations.map((operation) => ({
        Name: toBody<OperationProperties>(operation).properties.displayName,
      })),
    })
  }
  return values
}

/** `5 January 2026` */
const toDay = (date: string): string =>
  new Date(date).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
