import type { ErrorEntry } from './entry.ts'

/**
 * Faults of the management API, with the codes and texts of the compatible service.
 * @see reference: API Management, 4.2
 */
export const managementErrors = {
  ResourceNotFound: {
    status: 404,
    message: (p: { kind: string }) => `${p.kind} not found.`,
    remedy: 'List the collection to see which identifiers exist.',
  },
  ValidationError: {
    status: 400,
    message: (_: Record<never, never>) => 'One or more fields contain incorrect values:',
    remedy: 'Correct what the details name; each has the path or the line and column of its fault.',
  },
  InvalidRequestContent: {
    status: 400,
    message: (p: { reason: string }) => `The request body cannot be read as JSON: ${p.reason}`,
    remedy: 'Send one JSON object, in UTF-8.',
  },
  MissingApiVersionParameter: {
    status: 400,
    message: (_: Record<never, never>) =>
      'The api-version query parameter (?api-version=) is required for all requests.',
    remedy: 'Add ?api-version=2024-05-01.',
  },
  InvalidApiVersionParameter: {
    status: 400,
    message: (p: { version: string; supported: string }) =>
      `The api-version '${p.version}' is invalid. The supported versions are '${p.supported}'.`,
    remedy: 'Use one of the versions that the message lists.',
  },
  InvalidQueryParameter: {
    status: 400,
    message: (p: { name: string; reason: string }) => `The query parameter '${p.name}' cannot be used: ${p.reason}`,
    remedy: 'Correct the parameter as the message says.',
  },
  AuthenticationFailed: {
    status: 401,
    message: (_: Record<never, never>) =>
      "Authentication failed. The 'Authorization' header is missing or its token is not valid.",
    remedy: 'Send `Authorization: Bearer` with a token of `npx sluice token`, of sign-in, or SLUICE_MANAGEMENT_TOKEN.',
  },
  AuthorizationFailed: {
    status: 403,
    message: (_: Record<never, never>) => 'The client does not have authorization to perform this action.',
    remedy: 'Use a token of an account that has the role which the route asks for.',
  },
  SignInFailed: {
    status: 401,
    message: (_: Record<never, never>) => 'The e-mail address or the password is wrong.',
    remedy: 'Check both; the password of the administrator was printed at the first start.',
  },
  AccountNotConfirmed: {
    status: 403,
    message: (_: Record<never, never>) => 'The e-mail address of this account has not been confirmed yet.',
    remedy: 'Follow the link in the confirmation mail, or have an administrator set the user to active.',
  },
  PasswordSignInDisabled: {
    status: 400,
    message: (_: Record<never, never>) => 'Accounts with a password are switched off at this service.',
    remedy: 'Sign in with one of its identity providers; administrators can still use their password.',
  },
  Delegated: {
    status: 400,
    message: (p: { operation: string; url: string }) =>
      `This service leaves '${p.operation}' to another site: ${p.url}`,
    remedy: 'GET /api/delegation?operation=… gives the signed address of that site.',
  },
  AccountBlocked: {
    status: 403,
    message: (_: Record<never, never>) => 'This account is blocked.',
    remedy: 'Ask an administrator of the service.',
  },
  LinkInvalid: {
    status: 400,
    message: (_: Record<never, never>) => 'This link has been used, has expired, or is not complete.',
    remedy: 'Ask for a new one; each is good for one time only.',
  },
  ProviderFailed: {
    status: 502,
    message: (p: { provider: string; reason: string }) => `Signing in at ${p.provider} failed: ${p.reason}.`,
    remedy: 'Check address, client id and client secret of the identity provider, and that this machine reaches it.',
  },
  CsrfTokenInvalid: {
    status: 403,
    message: (_: Record<never, never>) =>
      "A call that changes something with a session's cookie needs the X-CSRF-Token of GET /api/session, from the same origin.",
    remedy: 'Read csrfToken from GET /api/session and send it as X-CSRF-Token, or use a bearer token.',
  },
  StudioNotReachable: {
    status: 503,
    message: (_: Record<never, never>) => 'The machine-learning role does not answer.',
    remedy: 'It may be starting: try again in a moment. `npx sluice status` shows whether it runs.',
  },
  TooManySignIns: {
    status: 429,
    message: (p: { retryAfterSeconds: number }) =>
      `Too many failed sign-ins. Try again in ${p.retryAfterSeconds} seconds.`,
    remedy: 'Wait for the seconds that the Retry-After header names.',
  },
  RouteNotFound: {
    status: 404,
    message: (p: { path: string }) => `No resource type answers at '${p.path}'.`,
    remedy: 'Compare the path with the management API reference.',
  },
  UsageBatchMissing: {
    status: 409,
    message: (p: { gateway: string; number: number; expected: number }) =>
      `Batch ${p.number} of the gateway ${p.gateway} cannot be applied before batch ${p.expected}.`,
    remedy: 'The gateway sends its batches in order by itself; see its log for why one before was not sent.',
  },
  CallRecordNotFound: {
    status: 404,
    message: (p: { requestId: string }) => `No call with the request id '${p.requestId}' is kept.`,
    remedy: 'Calls are kept for a limited time and number, and only as far as diagnostics sample them; check the id.',
  },
  TraceLinkInvalid: {
    status: 404,
    message: (_: Record<never, never>) => 'The link is not valid, or is older than 24 hours.',
    remedy: 'Make the call again: its answer has a new link.',
  },
  ExportLinkInvalid: {
    status: 404,
    message: (_: Record<never, never>) => 'The link is not valid, or is older than five minutes.',
    remedy: 'Ask for the export again: the answer has a new link.',
  },
  NotSupportedHere: {
    status: 501,
    message: (p: { reason: string }) => p.reason,
    remedy: 'The message says why, and what to use instead; docs/compatibility.md lists what is served.',
  },
  MethodNotAllowed: {
    status: 405,
    message: (p: { method: string; allowed: string }) =>
      `The method ${p.method} is not allowed here. Allowed: ${p.allowed}.`,
    remedy: 'Use one of the methods that the Allow header lists.',
  },
  IfMatchRequired: {
    status: 400,
    message: (_: Record<never, never>) =>
      "The 'If-Match' header is required: the entity tag of the resource, or * for any.",
    remedy: 'Send If-Match with the ETag of the last GET, or *.',
  },
  PreconditionFailed: {
    status: 412,
    message: (_: Record<never, never>) => 'Resource was modified since last retrieval.',
    remedy: 'Read the resource again, apply the change to it, and send its new entity tag.',
  },
  IdentifierTaken: {
    status: 409,
    message: (p: { field: string; value: string }) => `Another resource already has the ${p.field} '${p.value}'.`,
    remedy: 'Choose another value, or change the resource that has it.',
  },
  ServiceIsActivating: {
    status: 409,
    message: (p: { name: string; state: string }) =>
      `The service '${p.name}' cannot be used yet: its provisioning state is ${p.state}.`,
    remedy: 'Poll the address that Azure-AsyncOperation names, or the service itself, until it is Succeeded.',
  },
  ServiceAlreadyExistsInSoftDeletedState: {
    status: 409,
    message: (p: { name: string; until: string }) =>
      `The service '${p.name}' was deleted and can be brought back until ${p.until}. Put it with properties.restore: true, or purge it first.`,
    remedy: 'Send properties.restore: true to have it back, DELETE it below deletedservices, or choose another name.',
  },
  OperationNotAllowed: {
    status: 400,
    message: (p: { reason: string }) => p.reason,
    remedy: 'The message says what stands in the way and what to do first.',
  },
  OutgoingAddressRefused: {
    status: 400,
    message: (p: { url: string; reason: string }) => `The address ${p.url} is not called: ${p.reason}.`,
    remedy:
      'Name an http or https address of another machine; the addresses of this one need the setting that allows them.',
  },
  OutgoingCallFailed: {
    status: 400,
    message: (p: { url: string; reason: string }) => `The call to ${p.url} failed: ${p.reason}.`,
    remedy: 'Check that the address answers from the machine on which this program runs.',
  },
  OutgoingAnswerTooLarge: {
    status: 400,
    message: (p: { url: string; maxBytes: number }) => `The answer of ${p.url} is larger than ${p.maxBytes} bytes.`,
    remedy: 'Name an address whose answer is smaller.',
  },
  InternalServerError: {
    status: 500,
    message: (_: Record<never, never>) =>
      'An internal error occurred. The log has its cause under the request id of this answer.',
    remedy: 'Look up the x-ms-request-id of the answer in the log of the role management.',
  },
  NoGatewayConnected: {
    status: 503,
    message: (_: Record<never, never>) =>
      'No gateway is connected, so nobody can tell or change what it counts, or tell what it traced.',
    remedy: 'Start a gateway, or look why it does not reach the management service: `npx sluice status`.',
  },
  TooManyEventStreams: {
    status: 503,
    message: (p: { most: number }) => `${p.most} readers follow changes already; more cannot be served at once.`,
    remedy: 'Close pages that are not needed, or read again from time to time until there is room.',
  },
  GatewayNotAnswering: {
    status: 504,
    message: (p: { answered: number; connected: number }) =>
      `Of ${p.connected} connected gateways, ${p.answered} answered in time.`,
    remedy: "Try again; when it stays so, look at the gateways' logs.",
  },
} as const satisfies Record<string, ErrorEntry<never>>
