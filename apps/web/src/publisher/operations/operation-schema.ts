import * as z from 'zod'
import type { OperationValues } from './operation-values.ts'

type FaultWord =
  | 'faultContentType'
  | 'faultDisplayName'
  | 'faultName'
  | 'faultParameter'
  | 'faultTemplate'
  | 'faultVerb'

/** What a form of an operation must hold, with the faults in the language in use. */
export function createOperationSchema(
  words: (key: FaultWord) => string,
  isNew: boolean,
): z.ZodType<unknown, OperationValues> {
  const parameter = z.looseObject({ name: z.string().trim().min(1, words('faultParameter')) })
  const body = z.looseObject({ contentType: z.string().trim().min(1, words('faultContentType')) })
  return z.object({
    // That of an operation that is there already is taken as it is.
    name: isNew ? z.string().regex(/^[A-Za-z0-9_.-]{1,80}$/, words('faultName')) : z.string(),
    displayName: z.string().trim().min(1, words('faultDisplayName')).max(300),
    method: z
      .string()
      .trim()
      .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, words('faultVerb')),
    urlTemplate: z.string().trim().min(1, words('faultTemplate')).max(1000),
    description: z.string().max(1000),
    templateParameters: z.array(parameter),
    request: z.object({
      description: z.string(),
      queryParameters: z.array(parameter),
      headers: z.array(parameter),
      representations: z.array(body),
    }),
    responses: z.array(
      z.looseObject({ statusCode: z.number(), headers: z.array(parameter), representations: z.array(body) }),
    ),
    policy: z.string(),
  }) as unknown as z.ZodType<unknown, OperationValues>
}
