import { datasetRoutes } from './datasets/index.ts'
import type { StudioRoute } from './studio-route.ts'
import {
  appendToUpload,
  createUpload,
  deleteUpload,
  describeUploads,
  listUploads,
  overrideUploadMethod,
  readUpload,
  readUploadOffset,
} from './uploads.ts'
import { webServiceRoutes } from './web-services/index.ts'
import {
  changeWorkspace,
  listWorkspaces,
  readWorkspace,
  renewWorkspaceToken,
  showWorkspaceTokens,
} from './workspaces.ts'

/** Every route of the studio's API. */
export const studioRoutes: readonly StudioRoute[] = [
  listWorkspaces,
  readWorkspace,
  changeWorkspace,
  showWorkspaceTokens,
  renewWorkspaceToken,
  describeUploads,
  createUpload,
  listUploads,
  readUploadOffset,
  readUpload,
  appendToUpload,
  overrideUploadMethod,
  deleteUpload,
  ...datasetRoutes,
  ...webServiceRoutes,
]
