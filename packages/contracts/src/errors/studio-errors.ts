import type { ErrorEntry } from './entry.ts'

/** Faults of the studio's API. */
export const studioErrors = {
  StudioRouteNotFound: {
    status: 404,
    message: (p: { path: string }) => `There is nothing at '${p.path}'.`,
    remedy: 'Compare the path with /studio/openapi.json.',
  },
  ExperimentNotFound: {
    status: 404,
    message: (p: { experiment: string }) => `There is no experiment '${p.experiment}' in the workspace.`,
    remedy: 'List the experiments of the workspace to see their ids.',
  },
  ExperimentNotConvertible: {
    status: 400,
    message: (p: { reason: string }) => `The experiment cannot be set up as a web service. ${p.reason}`,
    remedy: 'Change the experiment as the message says, run it and set it up again.',
  },
  PublicationNotFound: {
    status: 404,
    message: (p: { publication: string }) => `There is no publication '${p.publication}' in the workspace.`,
    remedy: 'List the publications of the workspace to see their ids; old ones are forgotten.',
  },
  PublicationInterrupted: {
    status: 409,
    message: (_: Record<never, never>) => 'The program was stopped while it published. Nothing of it was written.',
    remedy: 'Publish the experiment again.',
  },
} as const satisfies Record<string, ErrorEntry<never>>
