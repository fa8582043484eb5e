import { sendArm } from '../../shared/api-client/resource.ts'

/** The value of a secret, for whoever may see it. @throws ApiError */
export async function readValue(path: string): Promise<string> {
  const { body } = await sendArm<{ readonly value?: string | null }>(`${path}/listValue`, { method: 'POST' })
  return body.value ?? ''
}
