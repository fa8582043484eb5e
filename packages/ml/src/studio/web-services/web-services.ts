import {
  AppError,
  toMachineLearningId,
  type WebServiceDocument,
  webServiceAnswer,
  webServiceDetailsAnswer,
  webServiceDocument,
} from '@sluice/contracts'
import * as z from 'zod'
import { hideSealed } from '../../modules/secret-parameters.ts'
import { webServiceKey } from '../../web-services/document-keys.ts'
import { deleteWebService as removeWebService } from '../../web-services/endpoint-changes.ts'
import { labelColumns } from '../../web-services/label-columns.ts'
import { putDocument } from '../../web-services/put-document.ts'
import { defineStudioRoute } from '../studio-route.ts'
import type { StudioServices } from '../studio-services.ts'

/** The web service of a path. @throws AppError `WebServiceNotFound` */
export function findWebService(workspaceId: string, id: string, { directory }: StudioServices): WebServiceDocument {
  const found = directory.webService(workspaceId, toMachineLearningId(id) ?? '')
  if (found === undefined) throw new AppError('WebServiceNotFound', {})
  return found
}

function toAnswer(workspaceId: string, document: WebServiceDocument, { directory }: StudioServices) {
  const { id, name, description, createdAt, isLabelOptional, defaultEndpointName, definition } = document
  return {
    id,
    name,
    description,
    createdAt,
    updatedAt: document.updatedAt ?? createdAt,
    experimentId: document.experimentId ?? null,
    isLabelOptional,
    isBatchOnly: definition.outputs.some(({ kind }) => kind === 'model'),
    defaultEndpointName,
    defaultEndpointId: directory.endpoint(workspaceId, id, defaultEndpointName)?.document.id ?? null,
    endpointCount: directory.endpointCount(workspaceId, id),
  }
}

const toDetails = (workspaceId: string, document: WebServiceDocument, services: StudioServices) => {
  const { inputs, outputs, parameters, resources = [] } = document.definition
  return {
    ...toAnswer(workspaceId, document, services),
    inputs,
    outputs,
    parameters: parameters.map((parameter) => ({
      ...parameter,
      ...(parameter.defaultValue === undefined ? {} : { defaultValue: hideSealed(parameter.defaultValue) }),
    })),
    labelColumns: [...labelColumns(document.definition)],
    resources: resources.map(({ name, kind }) => ({ name, kind })),
  }
}

export const listWebServices = defineStudioRoute({
  method: 'GET',
  path: '/workspaces/{workspaceId}/web-services',
  tag: 'Web services',
  summary: 'Lists web services.',
  needs: 'read',
  answers: { 200: z.strictObject({ value: z.array(webServiceAnswer) }) },
  handle: ({ workspaceId }, services) => ({
    status: 200,
    body: { value: services.directory.webServices(workspaceId).map((one) => toAnswer(workspaceId, one, services)) },
  }),
})

export const readWebService = defineStudioRoute({
  method: 'GET',
  path: '/workspaces/{workspaceId}/web-services/{webServiceId}',
  tag: 'Web services',
  summary: 'Reads a web service with its inputs, outputs and parameters.',
  needs: 'read',
  answers: { 200: webServiceDetailsAnswer },
  handle: ({ workspaceId, params }, services) => ({
    status: 200,
    body: toDetails(workspaceId, findWebService(workspaceId, params.webServiceId, services), services),
  }),
})

const descriptions = z.record(z.string(), z.string().max(1000)).optional()
const webServiceChange = z.strictObject({
  name: z.string().trim().min(1).max(260).optional(),
  description: z.string().max(4000).optional(),
  isLabelOptional: z.boolean().optional().describe('For endpoints that are made from now on.'),
  inputs: descriptions.describe('Name of an input → what it says of it on help pages.'),
  outputs: descriptions,
  parameters: descriptions,
})

export const changeWebService = defineStudioRoute({
  method: 'PATCH',
  path: '/workspaces/{workspaceId}/web-services/{webServiceId}',
  tag: 'Web services',
  summary: 'Renames or describes a web service, its inputs, outputs and parameters.',
  needs: 'write',
  body: webServiceChange,
  answers: { 200: webServiceDetailsAnswer },
  async handle({ workspaceId, actor, params, body }, services) {
    const { id } = findWebService(workspaceId, params.webServiceId, services)
    const key = webServiceKey(workspaceId, id)
    await services.store.transact({ actor }, async (transaction) => {
      const stored = await transaction.get(key)
      if (stored === undefined) throw new AppError('WebServiceNotFound', {})
      await putDocument(transaction, key, withChange(webServiceDocument.parse(stored.body), body))
    })
    await services.directory.catchUp()
    return { status: 200, body: toDetails(workspaceId, findWebService(workspaceId, id, services), services) }
  },
})

function withChange(before: WebServiceDocument, change: z.infer<typeof webServiceChange>): WebServiceDocument {
  const { definition } = before
  return {
    ...before,
    name: change.name ?? before.name,
    description: change.description ?? before.description,
    isLabelOptional: change.isLabelOptional ?? before.isLabelOptional,
    definition: {
      ...definition,
      inputs: describe(definition.inputs, change.inputs, 'inputs'),
      outputs: describe(definition.outputs, change.outputs, 'outputs'),
      parameters: describe(definition.parameters, change.parameters, 'parameters'),
    },
  }
}

function describe<Part extends { readonly name: string; readonly description: string }>(
  parts: readonly Part[],
  changes: Readonly<Record<string, string>> = {},
  place: string,
): Part[] {
  const faults = Object.keys(changes)
    .filter((name) => !parts.some((part) => part.name === name))
    .map((name) => ({
      code: 'ValidationError',
      target: `body.${place}.${name}`,
      message: 'There is none of this name.',
    }))
  if (faults.length > 0) throw new AppError('ValidationError', {}, { faults })
  return parts.map((part) =>
    Object.hasOwn(changes, part.name) ? { ...part, description: changes[part.name] as string } : part,
  )
}

export const deleteWebService = defineStudioRoute({
  method: 'DELETE',
  path: '/workspaces/{workspaceId}/web-services/{webServiceId}',
  tag: 'Web services',
  summary: 'Deletes a web service with its endpoints; calls are refused at once.',
  needs: 'write',
  answers: { 204: undefined },
  async handle({ workspaceId, actor, params }, services) {
    const { id: webServiceId } = findWebService(workspaceId, params.webServiceId, services)
    await services.store.transact({ actor }, (transaction) =>
      removeWebService(transaction, { workspaceId, webServiceId }),
    )
    await services.directory.catchUp()
    return { status: 204 }
  },
})
