import {
  AppError,
  type BatchFile,
  type BatchJobDocument,
  batchJobDocument,
  type WebServiceDefinition,
} from '@sluice/contracts'
import { findModule } from '@sluice/dataflow'
import type { Blobs, Clock, Secrets } from '@sluice/platform'
import type { Modules } from '../../modules/module.ts'
import { secretParameterNames } from '../../modules/secret-parameters.ts'
import { createMachineLearningId, type RandomBytes } from '../../web-services/endpoint-keys.ts'
import { toNameList } from '../../web-services/name-list.ts'
import type { ServedEndpoint } from '../../web-services/served-endpoint.ts'
import type { DefaultStorage } from './default-storage.ts'
import { sealBlobAccess, sealJobParameters } from './job-secrets.ts'
import type { BlobReference } from './read-blob-reference.ts'
import type { JobSubmission } from './read-submission.ts'

export interface CreateJobServices {
  readonly modules: Modules
  readonly blobs: Pick<Blobs, 'openContainer'>
  readonly secrets: Pick<Secrets, 'seal'>
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  /** Absent: a job must say where every output goes. */
  readonly defaultStorage?: DefaultStorage | undefined
}

/**
 * A job as it is stored, not started.
 * @throws AppError `MissingRequiredOutputOverrides`
 */
export async function createJob(
  endpoint: ServedEndpoint,
  webServiceName: string,
  submission: JobSubmission,
  services: CreateJobServices,
  traceparent?: string,
): Promise<BatchJobDocument> {
  const { clock, randomBytes, secrets, modules } = services
  const { workspaceId, document } = endpoint
  const id = createMachineLearningId(randomBytes)
  const seal = ({ access, address, path, format }: BlobReference): BatchFile => ({
    accessSealed: sealBlobAccess(secrets, id, access),
    address,
    path,
    format,
  })
  const outputs = await placeOutputs(id, document.definition, submission, services)
  const { open, secret } = partParameters(submission.parameters, document.definition, modules)
  const { url, email } = submission.notify ?? {}
  return batchJobDocument.parse({
    id,
    workspaceId,
    webServiceId: document.webServiceId,
    webServiceName,
    endpointId: document.id,
    endpointName: document.name,
    state: 'not-started',
    createdAt: new Date(clock.now()).toISOString(),
    inputs: mapValues(submission.inputs, seal),
    outputs: mapValues(outputs, (output, name) =>
      Object.hasOwn(submission.outputs, name) ? seal(output) : { ...seal(output), goesWithJob: true },
    ),
    parameters: open,
    ...(Object.keys(secret).length === 0 ? {} : { parametersSealed: sealJobParameters(secrets, id, secret) }),
    badRowRule: submission.badRowRule,
    ...(submission.notify === undefined ? {} : { notify: { url, email } }),
    ...(traceparent === undefined ? {} : { traceparent }),
    isCancelRequested: false,
    lostAttempts: 0,
    progress: { bytesRead: 0, rows: 0, badRows: 0 },
  })
}

async function placeOutputs(
  jobId: string,
  { outputs }: WebServiceDefinition,
  submission: JobSubmission,
  { defaultStorage, blobs, randomBytes }: CreateJobServices,
): Promise<JobSubmission['outputs']> {
  const absent = outputs.filter(({ name }) => !Object.hasOwn(submission.outputs, name))
  if (absent.length === 0) return submission.outputs
  if (defaultStorage === undefined) {
    throw new AppError('MissingRequiredOutputOverrides', { names: toNameList(absent.map(({ name }) => name)) })
  }
  const access = await defaultStorage.openResults()
  const { address } = await blobs.openContainer(access)
  const placed = absent.map(({ name, kind }): [string, BlobReference] => {
    const format = kind === 'model' ? 'ilearner' : 'csv'
    return [name, { access, address, path: `${jobId}/${createMachineLearningId(randomBytes)}.${format}`, format }]
  })
  return Object.fromEntries([...Object.entries(submission.outputs), ...placed])
}

/** Values for secret parameters of modules apart from the others. */
function partParameters(
  given: JobSubmission['parameters'],
  { graph }: WebServiceDefinition,
  modules: Modules,
): { readonly open: JobSubmission['parameters']; readonly secret: JobSubmission['parameters'] } {
  const names = new Set<string>()
  for (const node of graph.nodes) {
    const module = findModule(modules, node.module)
    for (const parameter of module === undefined ? [] : secretParameterNames(module)) {
      const name = node.webServiceParameters[parameter]
      if (name !== undefined) names.add(name)
    }
  }
  const entries = Object.entries(given)
  return {
    open: Object.fromEntries(entries.filter(([name]) => !names.has(name))),
    secret: Object.fromEntries(entries.filter(([name]) => names.has(name))),
  }
}

const mapValues = <From, To>(
  map: Readonly<Record<string, From>>,
  convert: (value: From, name: string) => To,
): Record<string, To> => Object.fromEntries(Object.entries(map).map(([name, value]) => [name, convert(value, name)]))
