import { AppError, type Fault } from '@sluice/contracts'
import type * as z from 'zod'
import { parseRequestJson } from '../endpoints/request-json.ts'
import type { ClassicRequest } from './classic-route.ts'

const maxBodyBytes = 16_000_000

/** @throws AppError `ValidationError` with every fault */
export async function readClassicBody<Schema extends z.ZodType>(
  { call }: Pick<ClassicRequest<string>, 'call'>,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const parsed = schema.safeParse(parseRequestJson(await call.body.bytes(maxBodyBytes), call.header('content-type')))
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.slice(0, 20).map(
    ({ path, message }): Fault => ({
      code: 'ValidationError',
      target: path.map(String).join('.') || 'body',
      message,
    }),
  )
  throw new AppError('ValidationError', {}, { faults })
}
