import type { BatchFile, BatchFileAnswer, BatchJobAnswer, BatchJobDocument } from '@sluice/contracts'

export function toJobAnswer(job: BatchJobDocument): BatchJobAnswer {
  const { inputs, outputs, badRowsFile } = job
  return {
    id: job.id,
    webServiceId: job.webServiceId,
    webServiceName: job.webServiceName,
    endpointId: job.endpointId,
    endpointName: job.endpointName,
    state: job.state,
    createdAt: job.createdAt,
    queuedAt: job.queuedAt,
    startedAt: job.startedAt,
    finishedAt: job.finishedAt,
    parameters: job.parameters,
    badRowRule: job.badRowRule,
    isCancelRequested: job.isCancelRequested,
    error: job.error,
    inputs: toFiles(inputs),
    outputs: toFiles(outputs),
    progress: job.progress,
    ...(badRowsFile === undefined ? {} : { badRowsFile: toFile(badRowsFile) }),
  }
}

const toFile = ({ address, path, format }: BatchFile): BatchFileAnswer => ({ address, path, format })
const toFiles = (files: BatchJobDocument['inputs']) =>
  Object.fromEntries(Object.entries(files).map(([name, one]) => [name, toFile(one)]))
