import { AppError } from '@sluice/contracts'
import type { ManagementEnvironment } from '@sluice/management'

/** Calls to the role that has the studio. @param address where it is; null while it is not known */
export function createStudioClient(address: () => string | null): ManagementEnvironment['callStudio'] {
  return async (path, init) => {
    const to = address()
    if (to === null) throw new AppError('StudioNotReachable', {})
    try {
      return await fetch(new URL(path, to), init)
    } catch (cause) {
      if (init.signal?.aborted) throw cause
      throw new AppError('StudioNotReachable', {}, { cause })
    }
  }
}
