import type { ErrorEntry } from './entry.ts'

/** Faults of `sluice batch`, beside what the installation answers. */
export const batchClientErrors = {
  BatchCallRefused: {
    status: 502,
    message: (p: { what: string; status: number; reason: string }) =>
      `${p.what} was refused (${p.status}): ${p.reason}`,
    remedy: 'Do what the answer says; the help page of the endpoint lists inputs, outputs and parameters.',
  },
  BatchEndpointUnreachable: {
    status: 502,
    message: (p: { address: string; reason: string }) => `${p.address} cannot be reached: ${p.reason}.`,
    remedy: 'Check the address of the endpoint, and that the program runs.',
  },
  BatchFileUnusable: {
    status: 400,
    message: (p: { file: string; reason: string }) => `${p.file} cannot be used: ${p.reason}.`,
    remedy: 'Check the name of the file and the right to read or write it.',
  },
  BatchDownloadFailed: {
    status: 502,
    message: (p: { file: string; reason: string }) => `The result for ${p.file} could not be downloaded: ${p.reason}.`,
    remedy: 'The result is still there: `sluice batch status` shows links to it.',
  },
} as const satisfies Record<string, ErrorEntry<never>>
