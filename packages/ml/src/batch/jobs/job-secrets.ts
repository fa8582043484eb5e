import type { BatchFile, BatchJobDocument } from '@sluice/contracts'
import type { BlobAccess, Secrets } from '@sluice/platform'

const filesPurpose = (jobId: string) => `batchjobs/${jobId}/files`
const parametersPurpose = (jobId: string) => `batchjobs/${jobId}/parameters`

/** The right to a container, sealed for one job: copied into another job it does not open. */
export const sealBlobAccess = (secrets: Pick<Secrets, 'seal'>, jobId: string, access: BlobAccess): string =>
  secrets.seal(JSON.stringify(access), filesPurpose(jobId))

/** @throws AppError `SecretUnreadable` */
export const openBlobAccess = (
  secrets: Pick<Secrets, 'open'>,
  jobId: string,
  { accessSealed }: Pick<BatchFile, 'accessSealed'>,
): BlobAccess => JSON.parse(secrets.open(accessSealed, filesPurpose(jobId)))

export const sealJobParameters = (
  secrets: Pick<Secrets, 'seal'>,
  jobId: string,
  values: Readonly<Record<string, unknown>>,
): string => secrets.seal(JSON.stringify(values), parametersPurpose(jobId))

/** All web-service parameters of a job, those that were sealed in clear. @throws AppError `SecretUnreadable` */
export const openJobParameters = (
  secrets: Pick<Secrets, 'open'>,
  { id, parameters, parametersSealed }: Pick<BatchJobDocument, 'id' | 'parameters' | 'parametersSealed'>,
): BatchJobDocument['parameters'] => ({
  ...parameters,
  ...(parametersSealed === undefined ? {} : JSON.parse(secrets.open(parametersSealed, parametersPurpose(id)))),
})
