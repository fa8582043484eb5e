import { AppError, toMachineLearningId } from '@sluice/contracts'

/** A scoring address, its ids in plain form. */
export interface ScoreAddress {
  readonly workspaceId: string
  readonly endpointId: string
}

/** @throws AppError `MissingWorkspaceId`, `MissingWebServiceId`, `WorkspaceIdInvalid`, `WebServiceIdInvalid` */
export function readScoreAddress(workspace: string, service: string): ScoreAddress {
  return { workspaceId: readWorkspaceId(workspace), endpointId: readWebServiceId(service) }
}

export function readWorkspaceId(text: string): string {
  const id = toMachineLearningId(text)
  if (id !== undefined) return id
  throw text === '' ? new AppError('MissingWorkspaceId', {}) : new AppError('WorkspaceIdInvalid', {})
}

export function readWebServiceId(text: string): string {
  const id = toMachineLearningId(text)
  if (id !== undefined) return id
  throw text === '' ? new AppError('MissingWebServiceId', {}) : new AppError('WebServiceIdInvalid', {})
}
