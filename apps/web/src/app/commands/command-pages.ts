import type { UserRole } from '../../shared/auth/session.ts'

/** Pages that are opened by name; `key` is that of their words. */
export const commandPages = [
  { key: 'home', path: '/', role: 'analyst', needsService: false },
  { key: 'newInstance', path: '/new/api-management', role: 'administrator', needsService: false },
  { key: 'dashboard', path: '/publisher/$service', role: 'analyst', needsService: true },
  { key: 'apis', path: '/publisher/$service/apis', role: 'analyst', needsService: true },
  { key: 'addApi', path: '/publisher/$service/apis/new', role: 'publisher', needsService: true },
  { key: 'importApi', path: '/publisher/$service/apis/import', role: 'publisher', needsService: true },
  { key: 'products', path: '/publisher/$service/products', role: 'analyst', needsService: true },
  { key: 'subscriptions', path: '/publisher/$service/subscriptions', role: 'analyst', needsService: true },
  { key: 'users', path: '/publisher/$service/users', role: 'analyst', needsService: true },
  { key: 'groups', path: '/publisher/$service/groups', role: 'analyst', needsService: true },
  { key: 'policies', path: '/publisher/$service/policies', role: 'analyst', needsService: true },
  { key: 'fragments', path: '/publisher/$service/fragments', role: 'analyst', needsService: true },
  { key: 'namedValues', path: '/publisher/$service/named-values', role: 'analyst', needsService: true },
  { key: 'backends', path: '/publisher/$service/backends', role: 'analyst', needsService: true },
  { key: 'certificates', path: '/publisher/$service/certificates', role: 'analyst', needsService: true },
  { key: 'notifications', path: '/publisher/$service/notifications', role: 'analyst', needsService: true },
  { key: 'security', path: '/publisher/$service/security', role: 'analyst', needsService: true },
  { key: 'portalContent', path: '/publisher/$service/portal-content', role: 'analyst', needsService: true },
  { key: 'activityLog', path: '/publisher/$service/activity-log', role: 'administrator', needsService: true },
  { key: 'settings', path: '/publisher/$service/settings', role: 'analyst', needsService: true },
  { key: 'developer', path: '/developer/$service', role: 'developer', needsService: true },
  { key: 'tryApis', path: '/developer/$service/apis', role: 'developer', needsService: true },
] as const satisfies readonly {
  readonly key: string
  readonly path: string
  readonly role: UserRole
  readonly needsService: boolean
}[]
