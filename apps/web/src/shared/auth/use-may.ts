import { allows, type UserRole, useSession } from './session.ts'

/** Whether the session may do what asks for a role; the server refuses it in any case. */
export const useMay = (role: UserRole): boolean => allows(useSession(), role)
