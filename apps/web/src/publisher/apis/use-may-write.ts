import { allows, useSession } from '../../shared/auth/session.ts'

/** Whether whoever works here may change APIs. */
export const useMayWrite = (): boolean => allows(useSession(), 'publisher')
