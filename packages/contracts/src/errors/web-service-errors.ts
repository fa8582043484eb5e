import type { ScoringErrorEntry } from './scoring-errors.ts'

/** Faults of what is done to web services and endpoints, and of the further protocols that they speak. */
export const webServiceErrors = {
  EndpointNameInvalid: {
    status: 400,
    class: 'BadArgument',
    message: (p: { name: string }) =>
      `Invalid endpoint name provided: '${p.name}'. An endpoint name has 1 to 24 characters, lower-case letters and digits only.`,
    remedy: 'Choose a name of lower-case letters and digits.',
  },
  ManagementBodyInvalid: {
    status: 400,
    class: 'BadArgument',
    detailCode: 'RequestBodyInvalid',
    message: (_: Record<never, never>) => 'No request body provided or error in deserializing the request body.',
    remedy: 'Correct what the further details name by its path.',
  },
  WebServiceConcurrentRequestRequirementInvalid: {
    status: 400,
    class: 'BadArgument',
    message: (p: { reason: string }) => `The concurrent request requirement is invalid. ${p.reason}`,
    remedy: 'Leave the number out for the throttle level Low; give one from 20 to 200 for High.',
  },
  WebServiceTooManyConcurrentRequestRequirement: {
    status: 400,
    class: 'BadArgument',
    message: (p: { maximum: number }) => `Cannot set concurrent request requirement to more than ${p.maximum}.`,
    remedy: 'Give a smaller number, or add another endpoint.',
  },
  UpdatableResourceUnknown: {
    status: 400,
    class: 'BadArgument',
    message: (p: { name: string; names: string }) =>
      `The web service has no updatable resource '${p.name}'. Its resources: ${p.names}.`,
    remedy: 'Use a name that the endpoint lists under Resources, with its letter case.',
  },
  InvalidBlob: {
    status: 400,
    class: 'BadArgument',
    message: (p: { blob: string }) =>
      `Invalid blob specification for blob: ${p.blob}. Verify that connection string / relative path or SAS token specification is correct and try again.`,
    remedy: 'Give BaseLocation, RelativeLocation and SasBlobToken as the batch job’s result gave them.',
  },
  BlobNotFound: {
    status: 400,
    class: 'BadArgument',
    message: (p: { blob: string; reason: string }) =>
      `Unable to access the provided Azure blob - ${p.blob}.  Azure error message: ${p.reason}`,
    remedy: 'Check that the blob is there and that its token has not expired; reading the job again gives a new one.',
  },
  IncompatibleModel: {
    status: 400,
    class: 'InvalidOperation',
    message: (p: { resource: string; reason: string }) =>
      `The model does not fit the resource '${p.resource}': ${p.reason}`,
    remedy: 'Take a model of the retraining web service that belongs to this one.',
  },
  DefaultEndpointFixed: {
    status: 400,
    class: 'InvalidOperation',
    message: (p: { action: string }) =>
      `The default endpoint cannot be ${p.action} by this call. It changes when the experiment is deployed again.`,
    remedy: 'Add an endpoint of another name and change that one, or publish the experiment again.',
  },
  DefaultEndpointNeeded: {
    status: 400,
    class: 'InvalidOperation',
    message: (_: Record<never, never>) => 'The default endpoint cannot be deleted while the web service has others.',
    remedy: 'Delete the other endpoints first, or the whole web service.',
  },
  EndpointUpdatePrevented: {
    status: 400,
    class: 'InvalidOperation',
    message: (p: { name: string }) => `Updates of the endpoint '${p.name}' are prevented.`,
    remedy: 'Set PreventUpdate to false first.',
  },
  NoUpdatableResources: {
    status: 400,
    class: 'InvalidOperation',
    message: (_: Record<never, never>) => 'The web service has no updatable resources.',
    remedy: 'Only a web service with a trained model can be updated; publish one made by the predictive conversion.',
  },
  CodeWebServiceUnsupported: {
    status: 400,
    class: 'InvalidOperation',
    message: (_: Record<never, never>) =>
      'Web services of code bundles cannot be published here; publish an experiment instead.',
    remedy: 'Put the code into an Execute Python Script module of an experiment and publish that.',
  },
  WebServiceIsBatchOnly: {
    status: 400,
    class: 'InvalidOperation',
    message: (p: { outputs: string }) =>
      `The web service gives a trained model at ${p.outputs}, which only batch execution can write.`,
    remedy: 'Call the service by batch execution, with an output location for the model.',
  },
  EndpointExists: {
    status: 409,
    class: 'Conflict',
    message: (p: { name: string }) => `The web service has an endpoint '${p.name}' already.`,
    remedy: 'Choose another name.',
  },
  EndpointChanged: {
    status: 409,
    class: 'Conflict',
    message: (_: Record<never, never>) => 'The endpoint was changed while the model was checked against it.',
    remedy: 'Send the call again.',
  },
  TooManyEndpoints: {
    status: 400,
    class: 'InvalidOperation',
    message: (p: { maximum: number }) => `A web service cannot have more than ${p.maximum} endpoints.`,
    remedy: 'Delete endpoints that are no longer called.',
  },
  InferenceModelNotFound: {
    status: 404,
    class: 'NotFound',
    message: (p: { model: string; known: string }) =>
      `There is no model '${p.model}' at this address, only ${p.known}.`,
    remedy: 'Use the name of the web service or of the endpoint as the model’s name.',
  },
  InferenceRequestInvalid: {
    status: 400,
    class: 'BadArgument',
    message: (p: { reason: string }) => `The inference request is invalid: ${p.reason}`,
    remedy: 'Compare the request with the metadata of the model and with the protocol.',
  },
  InvocationFormInvalid: {
    status: 400,
    class: 'BadArgument',
    message: (p: { reason: string }) => `Invalid input: ${p.reason}`,
    remedy: 'Send exactly one of dataframe_split, dataframe_records, instances and inputs.',
  },
  InvocationContentTypeNotSupported: {
    status: 415,
    class: 'UnsupportedMediaType',
    message: (p: { contentType: string }) =>
      `This predictor only supports the following content types: text/csv, application/json, with no parameter but charset=utf-8. Got '${p.contentType}'.`,
    remedy: 'Set the Content-Type header to application/json or text/csv.',
  },
} as const satisfies Record<string, ScoringErrorEntry<never>>
