import { createHash } from 'node:crypto'
import { AppError, type BatchJobDocument, type WebServiceDefinition, webServiceDefinition } from '@sluice/contracts'
import type { JsonValue, Secrets, Transaction } from '@sluice/platform'
import type { Modules } from '../../modules/module.ts'
import { readCallParameters } from '../../web-services/call-parameters.ts'
import { endpointKey } from '../../web-services/document-keys.ts'
import { toNameList } from '../../web-services/name-list.ts'
import { putBatchDefinition } from './job-records.ts'
import { openJobParameters } from './job-secrets.ts'

export interface PinServices {
  readonly modules: Modules
  readonly secrets: Pick<Secrets, 'open'>
}

/**
 * Fixes what the endpoint serves now for a job, whatever is done to the endpoint from now on. In the transaction of the
 * start, so that no clean-up can come between.
 * @returns the hash of the definition
 * @throws AppError `WebServiceNotFound`; as at submission when the web service was published anew and the job does not suit
 * it any more
 */
export async function pinDefinition(
  transaction: Transaction,
  job: BatchJobDocument,
  services: PinServices,
): Promise<string> {
  const stored = await transaction.get(endpointKey(job.workspaceId, job.webServiceId, job.endpointName))
  // Another endpoint may have got the name since.
  if (stored === undefined || stored.body.id !== job.endpointId) throw new AppError('WebServiceNotFound', {})
  const definition = webServiceDefinition.parse(stored.body.definition)
  assertSuits(job, definition, services)
  const hash = createHash('sha256').update(toSortedJson(stored.body.definition)).digest('hex')
  await putBatchDefinition(transaction, job.workspaceId, hash, definition)
  return hash
}

function assertSuits(job: BatchJobDocument, definition: WebServiceDefinition, services: PinServices): void {
  const inputs = definition.inputs.map(({ name }) => name)
  const missing = inputs.filter((name) => !Object.hasOwn(job.inputs, name))
  if (missing.length > 0) throw new AppError('BatchJobInputsNotSpecified', { names: toNameList(missing) })
  if (Object.keys(job.inputs).length > inputs.length) {
    throw new AppError('BatchJobInputsTooManySpecified', { names: inputs.length === 0 ? 'none' : toNameList(inputs) })
  }
  for (const [name, { format, path }] of Object.entries(job.outputs)) {
    const output = definition.outputs.find((one) => one.name === name)
    if (output === undefined) throw new AppError('InvalidOutputOverrideName', { name })
    if ((output.kind === 'model') === (format === 'ilearner')) continue
    const extensions = output.kind === 'model' ? '.ilearner' : '.csv, .tsv, .arff'
    throw new AppError('InvalidBlobExtension', { blob: path, extensions }, { target: name })
  }
  const unplaced = definition.outputs.filter(({ name }) => !Object.hasOwn(job.outputs, name))
  if (unplaced.length > 0) {
    throw new AppError('MissingRequiredOutputOverrides', { names: toNameList(unplaced.map(({ name }) => name)) })
  }
  readCallParameters(definition, services.modules, openJobParameters(services.secrets, job))
}

/** The same for the same value, whatever order a database gives its members in. */
const toSortedJson = (value: JsonValue | undefined): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  )
