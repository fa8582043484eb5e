import { batchCallErrors } from './batch-call-errors.ts'
import { batchWorkErrors } from './batch-work-errors.ts'
import type { ErrorEntry } from './entry.ts'
import { moduleErrors } from './module-errors.ts'
import { webServiceErrors } from './web-service-errors.ts'

/**
 * Error classes of the scoring services: the outer `code` of their error body, its status and its message.
 * @see reference: AzureML, 1.9
 */
export const scoringErrorClasses = {
  BadArgument: { status: 400, message: 'Invalid argument provided.' },
  BadUserArgument: { status: 400, message: 'Invalid user argument provided.' },
  InvalidOperation: { status: 400, message: 'The request is invalid in the current context.' },
  LibraryExecutionError: { status: 400, message: 'Module execution encountered an internal library error.' },
  ModuleExecutionError: { status: 400, message: 'Module execution encountered an error.' },
  Unauthorized: { status: 401, message: 'Request is unauthorized to access resource.' },
  NotFound: { status: 404, message: 'Resource not found.' },
  Conflict: { status: 409, message: 'The request conflicts with the current state of the resource.' },
  // Differs from the reference: it names no class for these three; status and words are those of HTTP.
  MethodNotAllowed: { status: 405, message: 'The resource does not support this method.' },
  RequestTooLarge: { status: 413, message: 'The request is too large.' },
  UnsupportedMediaType: { status: 415, message: 'The content type is not supported.' },
  RequestTimeout: { status: 408, message: 'The operation could not be completed within the permitted time.' },
  InternalError: { status: 500, message: 'Execution encountered an internal error.' },
  WebServicePackageInternalError: {
    status: 500,
    message: 'Invalid web service package. Verify the web package provided is correct and try again.',
  },
  ServiceUnavailable: { status: 503, message: 'Service is temporarily unavailable.' },
} as const

export type ScoringErrorClass = keyof typeof scoringErrorClasses

export interface ScoringErrorEntry<Parameters> extends ErrorEntry<Parameters> {
  readonly class: ScoringErrorClass
  /** What stands in `details[].code`, where it is not the entry's own name. */
  readonly detailCode?: string
}

/**
 * Detail codes of the scoring services; each belongs to one class, which gives status and outer message.
 * @see reference: AzureML, 1.9
 */
export const scoringErrors = {
  BadParameterValue: {
    status: 400,
    class: 'BadArgument',
    message: (_: Record<never, never>) =>
      'The parameter value supplied does not satisfy the parameter rule on the parameter',
    remedy: 'Send a value that the rule of the named web-service parameter allows; the second detail says which.',
  },
  BadVersionCall: {
    status: 400,
    class: 'BadArgument',
    message: (p: { version: string }) =>
      `Invalid version parameter was passed during the API call: ${p.version}. Check the API help page for passing the correct version and try again.`,
    remedy: 'Add `api-version=2.0` to the query.',
  },
  InvalidInputNames: {
    status: 400,
    class: 'BadArgument',
    message: (p: { names: string }) =>
      `Invalid service input name(s) specified in the request: ${p.names}. Please map the input data to the correct service inputs and try again.`,
    remedy: 'Use the names of the web-service inputs, with their letter case; swagger.json lists them.',
  },
  MissingRequestInput: {
    status: 400,
    class: 'BadArgument',
    message: (_: Record<never, never>) =>
      'The web service expects an input, but no input was provided. Ensure valid inputs are provided based on the published input ports in the model and try again.',
    remedy: 'Send every web-service input under `Inputs`; the target names the one that is missing.',
  },
  MissingRequiredGlobalParameters: {
    status: 400,
    class: 'BadArgument',
    message: (_: Record<never, never>) =>
      'Not all required web service parameter(s) provided. Verify the parameter(s) expected for the module(s) are correct and try again.',
    remedy: 'Send every web-service parameter that has no default under `GlobalParameters`.',
  },
  UnexpectedParameter: {
    status: 400,
    class: 'BadArgument',
    message: (_: Record<never, never>) =>
      'Unexpected parameters provided. Verify all parameter names are spelled correctly, only expected parameters are passed, and try again.',
    remedy: 'Leave the named entry of `GlobalParameters` out, or correct its spelling.',
  },
  RequestBodyInvalid: {
    status: 400,
    class: 'BadArgument',
    message: (_: Record<never, never>) => 'No request body provided or error in deserializing the request body.',
    remedy: 'Send a JSON object in UTF-8; where the text is not JSON, the second detail names line and column.',
  },
  RequestIsEmpty: {
    status: 400,
    class: 'BadArgument',
    message: (_: Record<never, never>) => 'No request provided. Provide a valid request and try again.',
    remedy: 'Send an object with `Inputs` and `GlobalParameters`.',
  },
  MissingWorkspaceId: {
    status: 400,
    class: 'BadArgument',
    message: (_: Record<never, never>) => 'No workspace Id provided. Provide a valid workspace Id and try again.',
    remedy: 'Put the workspace id into the path; `npx sluice status` prints it.',
  },
  MissingWebServiceId: {
    status: 400,
    class: 'BadArgument',
    message: (_: Record<never, never>) => 'No web service Id provided. Provide a valid web service Id and try again.',
    remedy: 'Put the endpoint id into the path; `npx sluice status` prints it.',
  },
  WorkspaceIdInvalid: {
    status: 400,
    class: 'BadArgument',
    message: (_: Record<never, never>) => 'Invalid workspace id provided. Workspace id should be a valid guid.',
    remedy: 'Use the 32 hexadecimal digits of the workspace id; `npx sluice status` prints it.',
  },
  WebServiceIdInvalid: {
    status: 400,
    class: 'BadArgument',
    message: (_: Record<never, never>) => 'Invalid web service id provided. Web service id should be a valid guid.',
    remedy: 'Use the 32 hexadecimal digits of the endpoint id; `npx sluice status` prints it.',
  },
  InputMismatchError: {
    status: 400,
    class: 'BadUserArgument',
    message: (_: Record<never, never>) => 'Input data does not match input port schema.',
    remedy: 'Use the column names of the input schema, with their letter case; the second detail names what differs.',
  },
  InputParseError: {
    status: 400,
    class: 'BadUserArgument',
    message: (p: { details: string }) =>
      `Parsing of input vector failed.  Verify the input vector has the correct number of columns and data types.  Additional details: ${p.details}.`,
    remedy: 'Correct the cells that the details name by column, row and expected type.',
  },
  TableSchemaColumnCountMismatch: {
    status: 400,
    class: 'LibraryExecutionError',
    message: (p: { given: number; expected: number }) =>
      `The input has ${p.given} column(s), but the schema of the web service has ${p.expected}.`,
    remedy: 'Send exactly the columns of the input schema; swagger.json lists them.',
  },
  ScoreRequestUnauthorized: {
    status: 401,
    class: 'Unauthorized',
    message: (_: Record<never, never>) => 'Invalid credentials provided.',
    remedy: 'Send `Authorization: Bearer` with the primary or secondary key of this endpoint.',
  },
  ManagementRequestUnauthorized: {
    status: 401,
    class: 'Unauthorized',
    message: (_: Record<never, never>) => 'Unauthorized',
    remedy: 'Send `Authorization: Bearer` with an authorization token of the workspace.',
  },
  WorkspaceNotFound: {
    status: 404,
    class: 'NotFound',
    message: (_: Record<never, never>) => 'Workspace not found. Verify the workspace Id is correct and try again.',
    remedy: 'Compare the workspace id with what `npx sluice status` prints.',
  },
  WebServiceIdNotFoundInWorkspace: {
    status: 404,
    class: 'NotFound',
    message: (_: Record<never, never>) =>
      'Web service under this workspace not found. There is a mismatch between the webServiceId and the workspaceId. Verify the web service provided is part of the workspace and try again.',
    remedy: 'Use the workspace id that belongs to the endpoint; `npx sluice status` prints both.',
  },
  WebServiceNotFound: {
    status: 404,
    class: 'NotFound',
    // Clients of the management calls look for these words, which differ from the scoring services' own table.
    message: (_: Record<never, never>) =>
      'Invalid web service ID provided. Verify the web service ID is correct and try again.',
    remedy: 'List the web services of the workspace to see their ids.',
  },
  EndpointNotFound: {
    status: 404,
    class: 'NotFound',
    message: (p: { name: string }) =>
      `The web service has no endpoint '${p.name}'. Verify the endpoint name is correct and try again.`,
    remedy: 'List the endpoints of the web service to see their names.',
  },
  ScoringPathNotFound: {
    status: 404,
    class: 'NotFound',
    detailCode: 'PathNotFound',
    message: (_: Record<never, never>) => 'There is nothing at this address. Verify the path and try again.',
    remedy: 'Compare the path with the one on the web service’s help page.',
  },
  ScoringMethodNotAllowed: {
    status: 405,
    class: 'MethodNotAllowed',
    detailCode: 'MethodNotAllowed',
    message: (p: { method: string; allowed: string }) =>
      `The method ${p.method} cannot be used here; allowed: ${p.allowed}.`,
    remedy: 'Use one of the methods that the Allow header names.',
  },
  ScoreRequestTooLarge: {
    status: 413,
    class: 'RequestTooLarge',
    message: (p: { maxBytes: number }) => `The request body is longer than the ${p.maxBytes} bytes that are allowed.`,
    remedy: 'Send fewer rows per call, or use batch execution.',
  },
  ScoreRequestTimeout: {
    status: 408,
    class: 'RequestTimeout',
    message: (_: Record<never, never>) => 'Execution request timed out.',
    remedy: 'Send fewer rows per call, or check why the body arrives so slowly.',
  },
  UnknownScoringError: {
    status: 500,
    class: 'InternalError',
    detailCode: 'UnknownError',
    message: (_: Record<never, never>) => 'Unknown error.',
    remedy: 'Look for the id of the x-ms-request-id header in the log.',
  },
  WebServicePackageInvalid: {
    status: 500,
    class: 'WebServicePackageInternalError',
    detailCode: 'ModuleError',
    message: (p: { details: string }) => `The web service package graph is invalid. Details: ${p.details}`,
    remedy: 'Mend the experiment as the details say and publish it again.',
  },
  RequestThrottled: {
    status: 503,
    class: 'ServiceUnavailable',
    message: (p: { endpoint: string; maxConcurrentCalls: number }) =>
      `Request was throttled for ${p.endpoint} endpoint. The maximum concurrency for the endpoint is ${p.maxConcurrentCalls}.`,
    remedy: 'Try again after the seconds of the Retry-After header, or raise the concurrency of the endpoint.',
  },
  ...webServiceErrors,
  ...batchCallErrors,
  ...batchWorkErrors,
  ...moduleErrors,
} as const satisfies Record<string, ScoringErrorEntry<never>>
