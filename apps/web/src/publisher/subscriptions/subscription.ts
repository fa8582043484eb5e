import type { SubscriptionProperties } from '@sluice/contracts'
import { nameOfId } from '../../shared/api-client/identifier-of.ts'
import type { Resource } from '../../shared/api-client/resource.ts'
import type { StateKind } from '../../shared/ui/values/StateLabel.tsx'

export type Subscription = Resource<SubscriptionProperties>
export type SubscriptionState = SubscriptionProperties['state']

/** What a subscription opens: a product, one API, or every API. */
export type Scope =
  | { readonly kind: 'product'; readonly name: string }
  | { readonly kind: 'api'; readonly name: string }
  | { readonly kind: 'allApis' }
  | { readonly kind: 'everything' }

export const subscriptionStates = [
  'submitted',
  'active',
  'suspended',
  'rejected',
  'cancelled',
  'expired',
] as const satisfies readonly SubscriptionState[]

export const stateKinds: Readonly<Record<SubscriptionState, StateKind>> = {
  submitted: 'waiting',
  active: 'done',
  suspended: 'paused',
  rejected: 'failed',
  cancelled: 'off',
  expired: 'off',
}

export type StateChange = 'approve' | 'reject' | 'suspend' | 'activate' | 'cancel'

/** What each change makes of a subscription. */
export const changedState = {
  approve: 'active',
  reject: 'rejected',
  suspend: 'suspended',
  activate: 'active',
  cancel: 'cancelled',
} as const satisfies Record<StateChange, SubscriptionState>

const changesFrom: Readonly<Record<SubscriptionState, readonly StateChange[]>> = {
  submitted: ['approve', 'reject', 'cancel'],
  active: ['suspend', 'cancel'],
  suspended: ['activate', 'cancel'],
  rejected: ['activate'],
  cancelled: ['activate'],
  // It would expire again at once: its last day has to be moved first.
  expired: [],
}

/** The built-in one to everything, which stays as it is. */
export const isMaster = ({ name }: Pick<Subscription, 'name'>): boolean => name.toLowerCase() === 'master'

export const changesOf = (subscription: Subscription): readonly StateChange[] =>
  isMaster(subscription) ? [] : changesFrom[subscription.properties.state]

export const titleOf = ({ name, properties }: Subscription): string => properties.displayName || name

/** Reads a scope, whether it is below the instance or in full. */
export function toScope(scope: string): Scope {
  const [, kind, name] = /\/(products|apis)(?:\/([^/]+))?$/i.exec(scope) ?? []
  if (kind === undefined) return { kind: 'everything' }
  if (name === undefined) return { kind: 'allApis' }
  return { kind: kind.toLowerCase() === 'products' ? 'product' : 'api', name }
}

export const ownerOf = ({ properties: { ownerId } }: Subscription): string | undefined =>
  ownerId ? nameOfId(ownerId) : undefined
