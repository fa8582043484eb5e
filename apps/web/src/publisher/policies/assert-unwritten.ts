import { ApiError, isNotFound } from '../../shared/api-client/api-error.ts'
import { sendArm } from '../../shared/api-client/resource.ts'

/**
 * Before something is written that was not there when it was read: a PUT without an entity tag would go over what
 * somebody else has written in between.
 * @throws ApiError 412 when it is there now
 */
export async function assertUnwritten(path: string): Promise<void> {
  try {
    await sendArm(path, { method: 'HEAD' })
  } catch (error) {
    if (isNotFound(error)) return
    throw error
  }
  throw new ApiError({ status: 412, code: 'PreconditionFailed', message: 'Somebody else has written this in between.' })
}
