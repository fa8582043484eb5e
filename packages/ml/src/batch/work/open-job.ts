import type { BatchFile, BatchJobDocument, WebServiceDefinition } from '@sluice/contracts'
import type { Secrets } from '@sluice/platform'
import type { Modules } from '../../modules/module.ts'
import { openGraph } from '../../modules/secret-parameters.ts'
import type { EngineFile, EngineJob } from '../engine/engine-job.ts'
import { openBlobAccess, openJobParameters } from '../jobs/job-secrets.ts'

export interface JobOpening {
  readonly secrets: Pick<Secrets, 'open'>
  readonly modules: Modules
}

/** Beside the first output: the rows that were kept apart. */
export function badRowsFileOf({ outputs }: Pick<BatchJobDocument, 'outputs'>): BatchFile {
  const [first] = Object.values(outputs)
  if (first === undefined) throw new Error('A job has at least one output.')
  return { ...first, path: `${first.path}.errors.csv`, format: 'csv' }
}

/** With everything in clear that the process needs which works on it. @throws AppError `SecretUnreadable` */
export function openJob(
  job: BatchJobDocument,
  definition: WebServiceDefinition,
  optionalColumns: ReadonlySet<string>,
  { secrets, modules }: JobOpening,
): Omit<EngineJob, 'isSuspect'> {
  const open = (file: BatchFile): EngineFile => ({
    access: openBlobAccess(secrets, job.id, file),
    path: file.path,
    format: file.format,
    ...(file.encoding === undefined ? {} : { encoding: file.encoding }),
  })
  const openAll = (files: Readonly<Record<string, BatchFile>>) =>
    Object.fromEntries(Object.entries(files).map(([name, file]) => [name, open(file)]))
  const graph = openGraph(definition.graph, { modules, secrets, workspaceId: job.workspaceId })
  const parameters = definition.parameters.map((parameter) => {
    const defaultValue = graph.webServiceParameters.find(({ name }) => name === parameter.name)?.defaultValue
    return defaultValue === undefined ? parameter : { ...parameter, defaultValue }
  })
  return {
    id: job.id,
    workspaceId: job.workspaceId,
    definitionHash: job.definition ?? '',
    definition: { ...definition, graph, parameters },
    inputs: openAll(job.inputs),
    outputs: openAll(job.outputs),
    badRows: open(badRowsFileOf(job)),
    badRowRule: job.badRowRule,
    parameters: openJobParameters(secrets, job),
    optionalColumns: [...optionalColumns],
  }
}
