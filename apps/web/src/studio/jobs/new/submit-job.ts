import type { BatchJobAnswer, WebServiceDetailsAnswer } from '@sluice/contracts'
import { isApiError } from '../../../shared/api-client/api-error.ts'
import { send } from '../../../shared/api-client/send.ts'
import { studioUrl } from '../../api/studio-api.ts'
import { endpointPath } from '../../web-services/web-service-paths.ts'
import { blobsPath, containersPath } from '../storage-answers.ts'
import { type InputValues, type JobValues, type Link, toReference, uploadContainer } from './job-values.ts'
import { uploadBlob } from './upload-blob.ts'

/** Jobs may wait for a while before they are run. */
const linkMinutes = 7 * 24 * 60

interface Submission {
  readonly workspaceId: string
  readonly webService: Pick<WebServiceDetailsAnswer, 'id'>
  readonly values: JobValues
  /** Containers that there are. */
  readonly containers: readonly string[]
  readonly onUpload: (file: File, sentBytes: number) => void
  readonly signal: AbortSignal
}

/** Uploads what is to be uploaded, and submits the job. @throws ApiError */
export async function submitJob(submission: Submission): Promise<BatchJobAnswer> {
  const { workspaceId, webService, values, signal } = submission
  const links = new Map<string, Link>()
  const linkOf = async (container: string): Promise<Link> => {
    const known = links.get(container)
    if (known !== undefined) return known
    const path = `${containersPath}/${encodeURIComponent(container)}/links`
    const body = { permissions: ['read', 'add', 'create', 'write'], minutes: linkMinutes }
    const link = (await send<Link>(studioUrl(workspaceId, path), { method: 'POST', body, signal })).body
    links.set(container, link)
    return link
  }
  const inputs: Record<string, object> = {}
  for (const [name, input] of Object.entries(values.inputs)) inputs[name] = await placeInput(input, linkOf, submission)
  const outputs: Record<string, object> = {}
  for (const [name, { container, path }] of Object.entries(values.outputs)) {
    if (container !== '' && path.trim() !== '') outputs[name] = toReference(await linkOf(container), path.trim())
  }
  const { email, url } = values
  const body = {
    Inputs: inputs,
    Outputs: outputs,
    GlobalParameters: Object.fromEntries(Object.entries(values.parameters).filter(([, value]) => value !== '')),
    BadRows: values.badRows,
    ...(email.trim() === '' && url.trim() === ''
      ? {}
      : { Notify: { ...(email.trim() && { Email: email.trim() }), ...(url.trim() && { Url: url.trim() }) } }),
  }
  const path = `${endpointPath(webService.id, values.endpoint)}/batch-jobs`
  const target = studioUrl(workspaceId, path, { start: values.starts })
  return (await send<BatchJobAnswer>(target, { method: 'POST', body, signal })).body
}

async function placeInput(
  { from, container, blob, file, connectionString, path }: InputValues,
  linkOf: (container: string) => Promise<Link>,
  { workspaceId, containers, onUpload, signal }: Submission,
): Promise<object> {
  if (from === 'connection') return { ConnectionString: connectionString.trim(), RelativeLocation: path.trim() }
  if (from === 'storage' || file === undefined) return toReference(await linkOf(container), blob)
  const target = container || uploadContainer
  if (!containers.includes(target)) {
    const made = studioUrl(workspaceId, `${containersPath}/${encodeURIComponent(target)}`)
    try {
      await send(made, { method: 'PUT', signal })
    } catch (error) {
      // The list may be older than the container.
      if (!isApiError(error) || error.status !== 409) throw error
    }
  }
  const url = studioUrl(workspaceId, `${blobsPath(target)}/${encodeURIComponent(file.name)}`)
  await uploadBlob(url, file, (sent) => onUpload(file, sent), signal)
  return toReference(await linkOf(target), file.name)
}
