import type { ErrorEntry } from './entry.ts'

/** Faults of the program itself: its settings, its folders, its processes. They end a command with one sentence. */
export const programErrors = {
  PortTaken: {
    status: 500,
    message: (p: { port: number; setting: string }) =>
      `Port ${p.port} is taken by another program. Free it, or choose another one with ${p.setting}.`,
    remedy: 'Set the named variable to another port, or to 0 for a free one.',
  },
} as const satisfies Record<string, ErrorEntry<never>>
