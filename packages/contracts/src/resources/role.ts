/** What a user of an instance may be, from the least to the most that it may do. */
export const userRoles = ['developer', 'analyst', 'publisher', 'administrator'] as const
export type UserRole = (typeof userRoles)[number]

/** Whom a call may speak for: a user's role, or a part of the installation itself. */
export type Role = UserRole | 'internal'
