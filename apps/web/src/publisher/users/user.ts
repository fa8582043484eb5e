import type { UserProperties } from '@sluice/contracts'
import type { StateKind } from '../../shared/ui/values/StateLabel.tsx'

export type UserState = UserProperties['state']

export const userStates = ['active', 'pending', 'blocked'] as const satisfies readonly UserState[]

export const userStateKinds: Readonly<Record<UserState, StateKind>> = {
  active: 'done',
  pending: 'waiting',
  blocked: 'paused',
  deleted: 'off',
}

/** The one that every instance begins with, who can be neither blocked nor deleted. */
export const firstAdministrator = '1'

export const fullNameOf = ({
  firstName,
  lastName,
}: {
  readonly firstName: string
  readonly lastName: string
}): string => `${firstName} ${lastName}`.trim()
