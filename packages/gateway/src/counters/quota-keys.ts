/**
 * Under which keys the quota of a subscription is counted.
 * @param subscriptionId path of the subscription in the snapshot
 * @param scopeId path of the resource whose policy document sets the quota: the product
 */
export const quotaKey = (subscriptionId: string, scopeId: string): string => `quota|${subscriptionId}|${scopeId}`

export const callsKey = (quota: string): string => `${quota}|calls`

export const bandwidthKey = (quota: string): string => `${quota}|bandwidth`

/**
 * Under which key a quota by key is counted, whichever documents name it.
 * @param serviceId path of the instance in the snapshot
 */
export const quotaByKey = (serviceId: string, counterKey: string): string => `quota-by-key|${serviceId}|${counterKey}`
