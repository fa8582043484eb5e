import type { ErrorEntry } from './entry.ts'

/** Faults of the studio's API. */
export const studioErrors = {
  ModuleUnknown: {
    status: 404,
    message: (p: { module: string }) => `There is no module '${p.module}'.`,
    remedy: 'List the modules of the installation: GET …/modules.',
  },
  StudioRouteNotFound: {
    status: 404,
    message: (p: { path: string }) => `There is nothing at '${p.path}'.`,
    remedy: 'Compare the path with /studio/openapi.json.',
  },
  ExperimentNotConvertible: {
    status: 400,
    message: (p: { reason: string }) => `The experiment cannot be set up as a web service. ${p.reason}`,
    remedy: 'Change the experiment as the message says, run it and set it up again.',
  },
  ClassicGraphNotUnderstood: {
    status: 400,
    message: (_: Record<never, never>) => 'The graph holds parts that do not exist here; saving it would lose them.',
    remedy: 'Send it without an experiment id: that makes a new experiment of what exists here.',
  },
  ExperimentsNotRun: {
    status: 409,
    message: (_: Record<never, never>) => 'Experiments are not run by this part of the installation.',
    remedy: 'Run the experiment in the studio.',
  },
  WebServiceDefinitionNotExported: {
    status: 400,
    message: (_: Record<never, never>) => 'Definitions for Azure Resource Manager are not exported.',
    remedy: 'Publish the experiment here, or export it by /classic.',
  },
  PublicationNotFound: {
    status: 404,
    message: (p: { publication: string }) => `There is no publication '${p.publication}' in the workspace.`,
    remedy: 'List the publications of the workspace to see their ids; old ones are forgotten.',
  },
  PublicationRunFailed: {
    status: 400,
    message: (p: { module: string; message: string }) =>
      `${p.module} failed while the experiment was run: ${p.message}`,
    remedy: 'Run the experiment in the studio until it finishes, then publish it.',
  },
  PublicationInterrupted: {
    status: 409,
    message: (_: Record<never, never>) => 'The program was stopped while it published. Nothing of it was written.',
    remedy: 'Publish the experiment again.',
  },
} as const satisfies Record<string, ErrorEntry<never>>
