import * as z from 'zod'

/** A notification is fixed; what can be changed of it are its recipients, resources of their own. @see reference: API Management, 1.12 */
export const notificationProperties = z.object({})

/** The address is the identifier. */
export const recipientEmailProperties = z.object({})

/** The user is the identifier. */
export const recipientUserProperties = z.object({})
