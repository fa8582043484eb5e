import type { DatasetDocument } from '@sluice/contracts'
import type { ServerCall } from '@sluice/platform'
import { rowCountOf } from '../../datasets/content/dataset-contents.ts'
import { familyOf } from '../../datasets/dataset-documents.ts'
import type { ImportState } from '../../datasets/imports/dataset-imports.ts'
import { baseUrlOf } from '../../management/base-url.ts'
import type { SavedDocument } from '../../saved/saved-documents.ts'
import { createLinkQuery, type LinkedContent } from '../../saved/signed-links.ts'
import { toClassicId, toClassicTime } from '../classic-experiments.ts'
import type { ClassicServices } from '../classic-route.ts'
import { classicTypeOf } from './classic-type.ts'

/** `workspace.id`, as the studio had them. */
export const toClassicDatasetId = (workspaceId: string, id: string): string => `${workspaceId}.${id}`

/** Our id in one of theirs, which may be ours alone. */
export const readClassicDatasetId = (given: string): string =>
  /(?:^|\.)([0-9a-f]{32})$/i.exec(given)?.[1]?.toLowerCase() ?? given

type LinkServices = Pick<ClassicServices, 'secrets' | 'clock'>

/** Where a client fetches a file: it puts BaseUri, Location and AccessCredential together and sends no token. */
function toEndpoint(call: ServerCall, content: LinkedContent, size: number, services: LinkServices) {
  const { workspaceId, kind, id } = content
  return {
    BaseUri: `${baseUrlOf(call)}/`,
    Size: size,
    EndpointType: 'AzureBlob',
    CredentialContainer: null,
    AccessCredential: createLinkQuery(content, services),
    Location: `studio/workspaces/${workspaceId}/signed-content/${kind}/${id}`,
    FileType: '',
    IsAuxiliary: false,
    Name: '',
  }
}

const noEndpoint = null

/** @see reference: AzureML, 3.9, Dataset JSON */
export function toClassicDataset(
  call: ServerCall,
  {
    workspaceId,
    dataset,
    isLatest,
  }: {
    readonly workspaceId: string
    readonly dataset: DatasetDocument
    readonly isLatest: boolean
  },
  services: LinkServices,
) {
  const { id, name, description, createdAt, owner, original, source, content } = dataset
  const size = original?.byteCount ?? (content.kind === 'file' ? content.byteCount : rowCountOf(dataset))
  const endpoint = toEndpoint(call, { workspaceId, kind: 'datasets', id }, size, services)
  return {
    ...common({ workspaceId, id, name, description, createdAt, owner }, familyOf(dataset), isLatest),
    VisualizeEndPoint: endpoint,
    SchemaEndPoint: noEndpoint,
    SchemaStatus: 'Complete',
    DataTypeId: classicTypeOf(dataset),
    Size: size,
    DownloadLocation: endpoint,
    SourceOrigin: source?.kind === 'output' ? 'FromOutputPromotion' : 'FromResourceUpload',
    ExperimentId: source?.kind === 'output' ? toClassicId(workspaceId, source.experimentId) : null,
    PromotedFrom: source?.kind === 'output' ? source.port : null,
    UploadedFromFilename: original?.fileName ?? '',
    ResourceUploadId: null,
  }
}

/** A dataset that is still being made, or that could not be. */
export function toClassicPending(workspaceId: string, { datasetId, request, owner, createdAt, state }: ImportState) {
  const { name, description } = request
  return {
    ...common({ workspaceId, id: datasetId, name, description, createdAt, owner }, datasetId, true),
    VisualizeEndPoint: noEndpoint,
    SchemaEndPoint: noEndpoint,
    SchemaStatus: state === 'failed' || state === 'canceled' ? 'Failed' : 'Pending',
    DataTypeId: 'GenericCSV',
    Size: 0,
    DownloadLocation: noEndpoint,
    SourceOrigin: 'FromResourceUpload',
    ExperimentId: null,
    PromotedFrom: null,
    UploadedFromFilename: '',
    ResourceUploadId: null,
  }
}

export function toClassicSaved(
  call: ServerCall,
  {
    workspaceId,
    kind,
    saved,
  }: {
    readonly workspaceId: string
    readonly kind: 'trained-models' | 'transforms'
    readonly saved: SavedDocument
  },
  services: LinkServices,
) {
  const { id, name, description, createdAt, familyId, byteCount, experimentId } = saved
  const endpoint = toEndpoint(call, { workspaceId, kind, id }, byteCount, services)
  return {
    ...common({ workspaceId, id, name, description, createdAt, owner: '' }, familyId, true),
    DataTypeId: kind === 'transforms' ? 'iTransformDotNet' : 'iLearnerDotNet',
    Size: byteCount,
    DownloadLocation: endpoint,
    SourceOrigin: 'FromOutputPromotion',
    ExperimentId: experimentId === undefined ? null : toClassicId(workspaceId, experimentId),
    PromotedFrom: null,
  }
}

function common(
  given: {
    readonly workspaceId: string
    readonly id: string
    readonly name: string
    readonly description: string
    readonly createdAt: string
    readonly owner: string
  },
  familyId: string,
  isLatest: boolean,
) {
  return {
    Id: toClassicDatasetId(given.workspaceId, given.id),
    Name: given.name,
    Description: given.description,
    FamilyId: familyId,
    CreatedDate: toClassicTime(given.createdAt),
    Owner: given.owner,
    ClientVersion: null,
    ServiceVersion: 0,
    IsLatest: isLatest,
    Category: null,
    IsDeprecated: false,
    Culture: 'en-US',
    Batch: 0,
  }
}
