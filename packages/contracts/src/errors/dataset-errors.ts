import type { ErrorEntry } from './entry.ts'

/** Faults of uploads, datasets and other saved things of a workspace. */
export const datasetErrors = {
  UploadNotFound: {
    status: 404,
    message: (p: { id: string }) => `There is no upload '${p.id}'; it may have expired.`,
    remedy: 'Begin a new upload.',
  },
  UploadOffsetConflict: {
    status: 409,
    message: (p: { offset: number; expected: number }) =>
      `The upload stands at byte ${p.expected}, not at ${p.offset}.`,
    remedy: 'Ask for the offset with HEAD and go on from there.',
  },
  UploadIncomplete: {
    status: 409,
    message: (p: { id: string; offset: number; length: number }) =>
      `The upload '${p.id}' is not complete: ${p.offset} of ${p.length} bytes are here.`,
    remedy: 'Send the rest first.',
  },
  UploadBlocksMissing: {
    status: 400,
    message: (p: { found: number; count: number }) => `${p.found} of ${p.count} blocks of the upload are here.`,
    remedy: 'Send every block, and all with the same number of blocks.',
  },
  DataTypeNotSupported: {
    status: 400,
    message: (p: { dataTypeId: string }) => `Files of the type '${p.dataTypeId}' are not made into datasets.`,
    remedy: 'Use GenericCSV, GenericCSVNoHeader, GenericTSV, GenericTSVNoHeader, ARFF or PlainText.',
  },
  LinkExpired: {
    status: 403,
    message: (_: Record<never, never>) => 'This link is not valid, or no longer.',
    remedy: 'Ask for the dataset again; its answer has a new link.',
  },
  UploadInUse: {
    status: 409,
    message: (p: { id: string }) => `A dataset is being made of the upload '${p.id}'.`,
    remedy: 'Wait until that is done, or cancel it.',
  },
  UploadInterrupted: {
    status: 400,
    message: (_: Record<never, never>) => 'The connection ended before the upload did; what arrived was kept.',
    remedy: 'Ask for the offset with HEAD and go on from there.',
  },
  UploadTakenOver: {
    status: 409,
    message: (_: Record<never, never>) => 'Another call goes on with this upload.',
    remedy: 'Send an upload from one place at a time.',
  },
  UploadTooLarge: {
    status: 413,
    message: (p: { maxBytes: number }) => `An upload may have at most ${p.maxBytes} bytes.`,
    remedy: 'Compress the file or split it, or raise SLUICE_MAX_UPLOAD_MEGABYTES.',
  },
  UploadBeyondLength: {
    status: 400,
    message: (p: { length: number }) => `More bytes were sent than the ${p.length} that the upload was begun with.`,
    remedy: 'Begin an upload with the right length.',
  },
  UploadHeaderInvalid: {
    status: 400,
    message: (p: { header: string; reason: string }) => `The header ${p.header} ${p.reason}.`,
    remedy: 'Correct the header; see the tus protocol 1.0.0.',
  },
  UploadContentType: {
    status: 415,
    message: (_: Record<never, never>) => 'Pieces of an upload are sent as application/offset+octet-stream.',
    remedy: 'Set that Content-Type.',
  },
  TusVersionUnsupported: {
    status: 412,
    message: (p: { version: string }) => `The version '${p.version}' of the tus protocol is not spoken here.`,
    remedy: 'Send `Tus-Resumable: 1.0.0`.',
  },
  StorageFull: {
    status: 507,
    message: (p: { what: string }) => `There is no room on the disk for ${p.what}.`,
    remedy: 'Make room on the disk of the data folder, then try again; nothing half done was kept.',
  },
  DatasetUnknown: {
    status: 404,
    message: (p: { id: string }) => `There is no dataset '${p.id}' in this workspace.`,
    remedy: 'List the datasets of the workspace.',
  },
  DatasetNameTaken: {
    status: 409,
    message: (p: { name: string }) => `There is a dataset with the name '${p.name}' already.`,
    remedy: 'Choose another name, or make a new version of that dataset.',
  },
  DatasetNotMade: {
    status: 422,
    message: (p: { reason: string }) => `The dataset could not be made. ${p.reason}`,
    remedy: 'Correct the file or say how it is to be read: format, header, delimiter, types.',
  },
  DatasetInUse: {
    status: 409,
    message: (p: { name: string; users: string }) => `The dataset '${p.name}' is used by ${p.users}.`,
    remedy: 'Take it out of there first, or delete it with force=true.',
  },
  DatasetImportUnknown: {
    status: 404,
    message: (p: { id: string }) => `There is no import '${p.id}' in this workspace.`,
    remedy: 'List the imports of the workspace; finished ones are kept for a week.',
  },
  DatasetImportCanceled: {
    status: 409,
    message: (_: Record<never, never>) => 'The import was canceled.',
    remedy: 'Begin a new one.',
  },
  DatasetImportGaveUp: {
    status: 500,
    message: (p: { attempts: number }) => `The program ended ${p.attempts} times while it read this file.`,
    remedy: 'The file may need more memory than there is: split it, or choose another format.',
  },
  TableWorkLost: {
    status: 500,
    message: (_: Record<never, never>) => 'The process that read the file has ended; it may have needed more memory.',
    remedy: 'Try again; when it happens again, split the file or choose another format.',
  },
  DatasetSourceFailed: {
    status: 502,
    message: (p: { url: string; reason: string }) => `The file at ${p.url} could not be fetched: ${p.reason}.`,
    remedy: 'See that the address can be reached from this machine.',
  },
  BadRowsTooMany: {
    status: 422,
    message: (p: { count: number; limit: number }) =>
      `${p.count} rows could not be read, more than the ${p.limit} that are allowed.`,
    remedy: 'Choose the right format, delimiter or types, or allow more bad rows.',
  },
  OriginalFileMissing: {
    status: 404,
    message: (p: { name: string }) => `The dataset '${p.name}' was not made of a file.`,
    remedy: 'Download it in another format.',
  },
  TrainedModelUnknown: {
    status: 404,
    message: (p: { id: string }) => `There is no trained model '${p.id}' in this workspace.`,
    remedy: 'List the trained models of the workspace.',
  },
  TransformUnknown: {
    status: 404,
    message: (p: { id: string }) => `There is no transformation '${p.id}' in this workspace.`,
    remedy: 'List the transformations of the workspace.',
  },
  SavedInUse: {
    status: 409,
    message: (p: { kind: string; name: string; users: string }) =>
      `The ${p.kind} '${p.name}' is used by the experiments ${p.users}.`,
    remedy: 'Take it out of there first, or delete it with force=true.',
  },
  SavedNameTaken: {
    status: 409,
    message: (p: { kind: string; name: string }) => `There is a ${p.kind} with the name '${p.name}' already.`,
    remedy: 'Choose another name.',
  },
} as const satisfies Record<string, ErrorEntry<never>>
