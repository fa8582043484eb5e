import type { ErrorEntry } from './entry.ts'

export interface StorageErrorEntry<Parameters> extends ErrorEntry<Parameters> {
  /** Code on the wire, where another part of the catalogue has that name for something else. */
  readonly detailCode?: string
}

type Nothing = Record<never, never>

/**
 * Answers of the embedded storage account; codes and words are those of the compatible service.
 * @see https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes
 */
export const storageErrors = {
  StorageAuthenticationFailed: {
    status: 403,
    detailCode: 'AuthenticationFailed',
    message: (_: { detail: string }) =>
      'Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.',
    remedy: 'Read AuthenticationErrorDetail in the answer: wrong key, wrong clock, or a changed or expired signature.',
  },
  NoAuthenticationInformation: {
    status: 401,
    message: (_: Nothing) => 'Server failed to authenticate the request. The request has neither key nor signature.',
    remedy: 'Sign the request with the account key, or use a shared access signature; nothing here is public.',
  },
  InvalidAuthenticationInfo: {
    status: 400,
    message: (_: Nothing) =>
      'Authentication information is not given in the correct format. Check the value of Authorization header.',
    remedy: 'Use SharedKey or SharedKeyLite, or a shared access signature, and not both.',
  },
  AuthorizationPermissionMismatch: {
    status: 403,
    message: (_: Nothing) => 'This request is not authorized to perform this operation using this permission.',
    remedy: 'Ask for a shared access signature with the permission that the operation needs.',
  },
  AuthorizationServiceMismatch: {
    status: 403,
    message: (_: Nothing) => 'This request is not authorized to perform this operation using this service.',
    remedy: 'Make the account signature for the blob service (ss=b).',
  },
  AuthorizationResourceTypeMismatch: {
    status: 403,
    message: (_: Nothing) => 'This request is not authorized to perform this operation using this resource type.',
    remedy: 'Make the signature for the resource type that is used: s, c or o.',
  },
  AuthorizationProtocolMismatch: {
    status: 403,
    message: (_: Nothing) => 'This request is not authorized to perform this operation using this protocol.',
    remedy: 'Use HTTPS, or make the signature for HTTP, too.',
  },
  AuthorizationSourceIPMismatch: {
    status: 403,
    message: (_: Nothing) => 'This request is not authorized to perform this operation using this source IP.',
    remedy: 'Make the signature for the address that the request comes from.',
  },
  StorageAccountUnknown: {
    status: 404,
    detailCode: 'ResourceNotFound',
    message: (_: Nothing) => 'The specified resource does not exist. The request names no account of this service.',
    remedy: 'Use http://host:port/account/container/blob, or a host name that begins with the account.',
  },
  InvalidUri: {
    status: 400,
    message: (_: Nothing) => 'The requested URI does not represent any resource on the server.',
    remedy: 'Encode the path as UTF-8, without control characters and without the segments . and ..',
  },
  InvalidResourceName: {
    status: 400,
    message: (_: Nothing) => 'The specified resource name contains invalid characters.',
    remedy: 'Container names have 3 to 63 lower-case letters, digits and single hyphens.',
  },
  OutOfRangeInput: {
    status: 400,
    message: (_: Nothing) => 'One of the request inputs is out of range.',
    remedy: 'Names of blobs have at most 1 024 characters and 254 segments.',
  },
  InvalidQueryParameterValue: {
    status: 400,
    message: (p: { parameter: string; value: string; reason: string }) =>
      `Value for one of the query parameters specified in the request URI is invalid. ${p.parameter}: ${p.reason}`,
    remedy: 'Correct the parameter.',
  },
  InvalidHeaderValue: {
    status: 400,
    message: (p: { header: string; value: string }) =>
      `The value for one of the HTTP headers is not in the correct format: ${p.header}.`,
    remedy: 'Correct the header.',
  },
  MissingRequiredHeader: {
    status: 400,
    message: (p: { header: string }) =>
      `An HTTP header that's mandatory for this request is not specified: ${p.header}.`,
    remedy: 'Send the header.',
  },
  MissingContentLengthHeader: {
    status: 411,
    message: (_: Nothing) => 'The Content-Length header was not specified.',
    remedy: 'Send the length; large content goes in blocks of known length.',
  },
  RequestBodyTooLarge: {
    status: 413,
    message: (p: { maxBytes: number }) =>
      `The request body is too large and exceeds the maximum permissible limit of ${p.maxBytes} bytes.`,
    remedy: 'Send the blob in blocks.',
  },
  UploadTooSlow: {
    status: 500,
    detailCode: 'OperationTimedOut',
    message: (_: Nothing) =>
      'The operation could not be completed within the permitted time: the body came too slowly.',
    remedy: 'Send smaller blocks over a faster connection.',
  },
  IncompleteBody: {
    status: 400,
    message: (_: Nothing) => 'The number of bytes specified by the HTTP Content-Length header was not received.',
    remedy: 'Send the request again.',
  },
  Md5Mismatch: {
    status: 400,
    message: (_: Nothing) =>
      'The MD5 value specified in the request did not match with the MD5 value calculated by the server.',
    remedy: 'Send the content again.',
  },
  Crc64Mismatch: {
    status: 400,
    message: (_: Nothing) =>
      'The CRC64 value specified in the request did not match with the CRC64 value calculated by the server.',
    remedy: 'Send the content again.',
  },
  InvalidMd5: {
    status: 400,
    message: (_: Nothing) =>
      'The MD5 value specified in the request is invalid. The MD5 value must be 128 bits and base64-encoded.',
    remedy: 'Send the base64 form of the 16 bytes.',
  },
  InvalidMetadata: {
    status: 400,
    message: (_: Nothing) => 'The metadata specified is invalid. It has characters that are not permitted.',
    remedy: 'Names of metadata are identifiers of C#, and values have no control characters.',
  },
  MetadataTooLarge: {
    status: 400,
    message: (_: Nothing) => 'The size of the specified metadata exceeds the maximum size permitted.',
    remedy: 'Keep metadata within 8 KB.',
  },
  InvalidXmlDocument: {
    status: 400,
    message: (p: { reason: string }) => `XML specified is not syntactically valid. ${p.reason}`,
    remedy: 'Send a document of the documented form, without a document type.',
  },
  InvalidBlockId: {
    status: 400,
    message: (_: Nothing) => 'The specified block ID is invalid. The block ID must be Base64-encoded.',
    remedy: 'Use the base64 form of at most 64 bytes.',
  },
  InvalidBlockList: {
    status: 400,
    message: (_: Nothing) => 'The specified block list is invalid.',
    remedy: 'List blocks only that were sent, not longer than a week ago.',
  },
  InvalidBlobOrBlock: {
    status: 400,
    message: (_: Nothing) => 'The specified blob or block content is invalid.',
    remedy: 'All block ids of a blob have the same length.',
  },
  BlockListTooLong: {
    status: 400,
    message: (_: Nothing) => 'The block list may not contain more than 50,000 blocks.',
    remedy: 'Use larger blocks.',
  },
  BlockCountExceedsLimit: {
    status: 409,
    message: (_: Nothing) => 'The uncommitted block count cannot exceed the maximum limit of 100,000 blocks.',
    remedy: 'Commit what is there, or use larger blocks.',
  },
  ContainerNotFound: {
    status: 404,
    message: (_: Nothing) => 'The specified container does not exist.',
    remedy: 'Create the container, or correct its name.',
  },
  ContainerAlreadyExists: {
    status: 409,
    message: (_: Nothing) => 'The specified container already exists.',
    remedy: 'Use the container that is there, or choose another name.',
  },
  PublicAccessNotPermitted: {
    status: 409,
    message: (_: Nothing) => 'Public access is not permitted on this storage account.',
    remedy: 'Give shared access signatures to those who shall read.',
  },
  StoredBlobNotFound: {
    status: 404,
    detailCode: 'BlobNotFound',
    message: (_: Nothing) => 'The specified blob does not exist.',
    remedy: 'Correct the name of the blob.',
  },
  BlobAlreadyExists: {
    status: 409,
    message: (_: Nothing) => 'The specified blob already exists.',
    remedy: 'Choose another name, or leave out If-None-Match: *.',
  },
  ConditionNotMet: {
    status: 412,
    message: (_: Nothing) => 'The condition specified using HTTP conditional header(s) is not met.',
    remedy: 'Read the present entity tag and decide anew.',
  },
  SourceConditionNotMet: {
    status: 412,
    message: (_: Nothing) => 'The source condition specified using HTTP conditional header(s) is not met.',
    remedy: 'Read the present entity tag of the source and decide anew.',
  },
  LeaseNotPresentWithBlobOperation: {
    status: 412,
    message: (_: Nothing) => 'There is currently no lease on the blob.',
    remedy: 'Leave out x-ms-lease-id; there are no leases here.',
  },
  LeaseNotPresentWithContainerOperation: {
    status: 412,
    message: (_: Nothing) => 'There is currently no lease on the container.',
    remedy: 'Leave out x-ms-lease-id; there are no leases here.',
  },
  InvalidRange: {
    status: 416,
    message: (_: { size: number }) => 'The range specified is invalid for the current size of the resource.',
    remedy: 'Ask for bytes that are there.',
  },
  CannotVerifyCopySource: {
    status: 404,
    message: (p: { reason: string }) => `The source of the copy cannot be used: ${p.reason}.`,
    remedy: 'Copy within this account only, with a signature in the source where the request itself has none for it.',
  },
  StorageOperationNotSupported: {
    status: 501,
    detailCode: 'NotImplemented',
    message: (p: { operation: string }) => `The embedded storage account does not have this: ${p.operation}.`,
    remedy: 'Use containers and block blobs; docs/storage.md lists what there is.',
  },
  UnsupportedHttpVerb: {
    status: 405,
    message: (_: Nothing) => "The resource doesn't support the specified HTTP verb.",
    remedy: 'Use a verb that the resource has.',
  },
  CorsPreflightFailure: {
    status: 403,
    message: (_: Nothing) => 'CORS not enabled or no matching rule found for this request.',
    remedy: 'Add a rule for the origin, verb and headers with Set Blob Service Properties.',
  },
  StorageInternalError: {
    status: 500,
    detailCode: 'InternalError',
    message: (_: Nothing) => 'The server encountered an internal error. Please retry the request.',
    remedy: 'Look for the id of the x-ms-request-id header in the log.',
  },
} as const satisfies Record<string, StorageErrorEntry<never>>

/** The code that clients see. */
export const storageWireCode = (code: string): string =>
  (storageErrors as Readonly<Record<string, StorageErrorEntry<never>>>)[code]?.detailCode ?? code
