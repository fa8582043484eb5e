import type { ScoringErrorEntry } from './scoring-errors.ts'

/** Faults of calls to batch execution. @see reference: AzureML, 1.9 and 2.5 */
export const batchCallErrors = {
  BatchJobInputsNotSpecified: {
    status: 400,
    class: 'BadArgument',
    message: (p: { names: string }) =>
      `The following required input(s) were not specified with the request: ${p.names}. Please ensure all input data is specified and try again.`,
    remedy: 'Give the place of a file for every web-service input under `Inputs`.',
  },
  BatchJobInputsTooManySpecified: {
    status: 400,
    class: 'BadArgument',
    message: (p: { names: string }) =>
      `The request specified more inputs than defined in the service. List of accepted input(s): ${p.names}. Please ensure all input data is specified correctly and try again.`,
    remedy: 'Leave out what is no input of the web service; its help page lists the inputs.',
  },
  DuplicateInputInBatchCall: {
    status: 400,
    class: 'BadArgument',
    message: (_: Record<never, never>) =>
      'The batch request is invalid. Cannot specify both single and multiple input at the same time. Remove one of these items from the request and try again.',
    remedy: 'Send `Input` or `Inputs`, not both.',
  },
  InputBlobRelativeLocationInvalid: {
    status: 400,
    class: 'BadArgument',
    message: (_: Record<never, never>) =>
      'No Azure storage blob name provided. Provide a valid blob name and try again.',
    remedy: 'Give container and path of the input as `RelativeLocation`, such as `mycontainer/data.csv`.',
  },
  InvalidBlobConnectionString: {
    status: 400,
    class: 'BadArgument',
    message: (p: { reason: string }) =>
      `The connection string specified for one of the input/output blobs in invalid: ${p.reason}. Please correct this and try again.`,
    remedy: 'Copy the whole connection string of the storage account, with AccountName and AccountKey.',
  },
  InvalidBlobExtension: {
    status: 400,
    class: 'BadArgument',
    message: (p: { blob: string; extensions: string }) =>
      `The blob reference: ${p.blob} has an invalid or missing file extension. Supported file extensions for this output type are: "${p.extensions}".`,
    remedy: 'Let the name of the file end with one of these; it says how the file is read or written.',
  },
  InvalidOutputOverrideName: {
    status: 400,
    class: 'BadArgument',
    message: (p: { name: string }) =>
      `Invalid output override name: ${p.name}. The service does not have an output node with this name. Please pass in a correct output node name to override (case sensitivity applies).`,
    remedy: 'Use the names of the web-service outputs, with their letter case; the help page lists them.',
  },
  MissingInputBlobInformation: {
    status: 400,
    class: 'BadArgument',
    message: (_: Record<never, never>) =>
      'Missing Azure storage blob information. Provide a valid connection string and relative path or URI and try again.',
    remedy: 'Give `ConnectionString` and `RelativeLocation`, or `BaseLocation`, `RelativeLocation` and `SasBlobToken`.',
  },
  MissingOutputOverrideSpecification: {
    status: 400,
    class: 'BadArgument',
    message: (_: Record<never, never>) =>
      'Missing Azure storage blob information of an output. Provide a valid connection string and relative path or URI and try again.',
    remedy: 'Complete the place of the named output, or leave the output out.',
  },
  MissingRequiredOutputOverrides: {
    status: 400,
    class: 'BadArgument',
    message: (p: { names: string }) =>
      `The place of the following output(s) was not specified with the request: ${p.names}. This installation has no storage account of its own.`,
    remedy: 'Give the place of a file for every web-service output under `Outputs`.',
  },
  JobQueryInvalid: {
    status: 400,
    class: 'BadArgument',
    detailCode: 'InvalidQueryParameter',
    message: (p: { parameter: string; reason: string }) => `Invalid query parameter '${p.parameter}'. ${p.reason}`,
    remedy: 'Correct the parameter, or leave it out.',
  },
  MissingJobId: {
    status: 400,
    class: 'BadArgument',
    message: (_: Record<never, never>) => 'No job Id provided. Provide a valid job Id and try again.',
    remedy: 'Put the id that the submission answered into the path.',
  },
  BatchMemberInvalid: {
    status: 400,
    class: 'BadArgument',
    detailCode: 'RequestBodyInvalid',
    message: (p: { member: string; reason: string }) => `${p.member} ${p.reason}.`,
    remedy: 'Correct this member of the request, or leave it out.',
  },
  JobNotFound: {
    status: 404,
    class: 'NotFound',
    message: (_: Record<never, never>) => 'Job not found. Verify the job Id is correct and try again.',
    remedy: 'Use the id that the submission answered, at the endpoint that it was submitted to; old jobs are removed.',
  },
  CannotStartJob: {
    status: 400,
    class: 'InvalidOperation',
    message: (p: { state: string }) => `The job cannot be started because it is in ${p.state} state.`,
    remedy: 'A job is started once; submit another one.',
  },
  JobNotEnded: {
    status: 409,
    class: 'Conflict',
    message: (p: { state: string }) => `The job cannot be deleted while it is in ${p.state} state.`,
    remedy: 'Cancel the job first.',
  },
  JobRequestTooLarge: {
    status: 413,
    class: 'RequestTooLarge',
    message: (p: { maxBytes: number }) => `The request body is longer than the ${p.maxBytes} bytes that are allowed.`,
    remedy: 'Put the rows into a file in blob storage; the request only says where it is.',
  },
  BatchJobsNotRun: {
    status: 400,
    class: 'InvalidOperation',
    message: (_: Record<never, never>) => 'Batch jobs are not run by this part of the installation.',
    remedy: 'Call the role ml of the installation that runs them.',
  },
  BatchStorageAway: {
    status: 503,
    class: 'ServiceUnavailable',
    message: (p: { reason: string }) => `The storage account cannot be used at the moment: ${p.reason}.`,
    remedy: 'Try again later; start the role storage if it does not run.',
  },
  NotificationNotPossible: {
    status: 400,
    class: 'InvalidOperation',
    message: (_: Record<never, never>) => 'Nobody can be told by e-mail: this installation has no mail server.',
    remedy: 'Set SLUICE_SMTP_URL, or give an address for a call instead.',
  },
} as const satisfies Record<string, ScoringErrorEntry<never>>
