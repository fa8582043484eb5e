import { AppError } from '@sluice/contracts/errors'
import type { OutgoingHttp } from '@sluice/platform'

const refuse = (url: string | URL): Promise<never> =>
  Promise.reject(
    new AppError('OutgoingCallFailed', { url: String(url), reason: 'this gateway asks nobody but backends' }),
  )

/** For a gateway that was given no way to the outside. */
export const noOutgoing: OutgoingHttp = Object.freeze({ fetch: refuse, stream: refuse })
