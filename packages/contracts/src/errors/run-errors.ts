import type { ErrorEntry } from './entry.ts'

/** Faults of experiments and their runs. */
export const runErrors = {
  ExperimentNotFound: {
    status: 404,
    message: (p: { experiment: string }) => `There is no experiment '${p.experiment}' in this workspace.`,
    remedy: 'List the experiments of the workspace; it may have been deleted.',
  },
  ExperimentVersionNotFound: {
    status: 404,
    message: (p: { version: string }) => `The experiment has no version '${p.version}'.`,
    remedy: 'List the versions of the experiment; old ones that were never run are thinned out.',
  },
  ExperimentTemplateNotFound: {
    status: 404,
    message: (p: { template: string }) => `There is no template '${p.template}'.`,
    remedy: 'List the templates of the workspace.',
  },
  ExperimentTemplateIncomplete: {
    status: 409,
    message: (p: { dataset: string }) => `The template needs the dataset '${p.dataset}', which this workspace lacks.`,
    remedy: 'Save a dataset under this name first.',
  },
  ExperimentHasFaults: {
    status: 400,
    message: (p: { count: number }) =>
      p.count === 1
        ? 'The experiment has a fault and cannot be run.'
        : `The experiment has ${p.count} faults and cannot be run.`,
    remedy: 'Each fault names its module and port or parameter; correct them there.',
  },
  RunNotFound: {
    status: 404,
    message: (p: { run: string }) => `The experiment has no run '${p.run}'.`,
    remedy: 'List the runs of the experiment; it may have been deleted.',
  },
  RunIsOver: {
    status: 409,
    message: (p: { state: string }) => `The run is ${p.state} already.`,
    remedy: 'Only a run that is queued or running can be cancelled.',
  },
  RunIsActive: {
    status: 409,
    message: (p: { state: string }) => `The run is ${p.state}.`,
    remedy: 'Cancel it first, or wait until it has ended.',
  },
  RunModuleNotFound: {
    status: 404,
    message: (p: { node: string }) => `No module of the run has the id '${p.node}'.`,
    remedy: 'Read the run; it lists its modules.',
  },
  RunOutputNotFound: {
    status: 404,
    message: (p: { module: string; port: string }) => `${p.module} has no output at '${p.port}' in this run.`,
    remedy: 'Wait until the module has finished, or choose one of its output ports.',
  },
  RunOutputCleanedUp: {
    status: 410,
    message: (p: { module: string }) => `The outputs of ${p.module} were cleaned up to make room.`,
    remedy: 'Run the experiment again, or raise SLUICE_RUN_CACHE_MEGABYTES.',
  },
  RunOutputNotTable: {
    status: 400,
    message: (p: { port: string; type: string }) => `The output '${p.port}' is no table but a ${p.type}.`,
    remedy: 'Ask for the view of the output, or download it without a format.',
  },
  RunWorkerLost: {
    status: 500,
    message: (p: { module: string; times: number }) =>
      `The process that ran ${p.module} ended without a result ${p.times} times in a row.`,
    remedy: 'Look into the log of the ml role for the reason, correct it, and run the experiment again.',
  },
  RunAbandoned: {
    status: 500,
    message: (p: { times: number }) =>
      `The run was taken over from a lost process ${p.times} times without getting any further.`,
    remedy: 'Look into the log of the ml role for the reason, correct it, and run the experiment again.',
  },
  ModuleCrashed: {
    status: 500,
    message: (p: { module: string; reason: string }) => `${p.module} failed in a way that it should not: ${p.reason}`,
    remedy: 'The log of the module tells more; the inputs and parameters that led here make a good report.',
  },
} as const satisfies Record<string, ErrorEntry<never>>
