import type { UserRole } from '../../shared/auth/session.ts'

/** Pages that are opened by name; `key` is that of their words. */
export const commandPages = [
  { key: 'home', path: '/', role: 'analyst', at: 'installation' },
  { key: 'newInstance', path: '/new/api-management', role: 'administrator', at: 'installation' },
  { key: 'newWorkspace', path: '/?new=workspace', role: 'administrator', at: 'installation' },
  { key: 'dashboard', path: '/publisher/$service', role: 'analyst', at: 'instance' },
  { key: 'apis', path: '/publisher/$service/apis', role: 'analyst', at: 'instance' },
  { key: 'addApi', path: '/publisher/$service/apis/new', role: 'publisher', at: 'instance' },
  { key: 'importApi', path: '/publisher/$service/apis/import', role: 'publisher', at: 'instance' },
  { key: 'products', path: '/publisher/$service/products', role: 'analyst', at: 'instance' },
  { key: 'subscriptions', path: '/publisher/$service/subscriptions', role: 'analyst', at: 'instance' },
  { key: 'users', path: '/publisher/$service/users', role: 'analyst', at: 'instance' },
  { key: 'groups', path: '/publisher/$service/groups', role: 'analyst', at: 'instance' },
  { key: 'policies', path: '/publisher/$service/policies', role: 'analyst', at: 'instance' },
  { key: 'fragments', path: '/publisher/$service/fragments', role: 'analyst', at: 'instance' },
  { key: 'namedValues', path: '/publisher/$service/named-values', role: 'analyst', at: 'instance' },
  { key: 'traces', path: '/publisher/$service/traces', role: 'publisher', at: 'instance' },
  { key: 'analytics', path: '/publisher/$service/analytics/glance', role: 'analyst', at: 'instance' },
  { key: 'usage', path: '/publisher/$service/analytics/usage', role: 'analyst', at: 'instance' },
  { key: 'health', path: '/publisher/$service/analytics/health', role: 'analyst', at: 'instance' },
  { key: 'activity', path: '/publisher/$service/analytics/activity', role: 'analyst', at: 'instance' },
  { key: 'requests', path: '/publisher/$service/analytics/requests', role: 'analyst', at: 'instance' },
  { key: 'alerts', path: '/publisher/$service/alerts', role: 'analyst', at: 'instance' },
  { key: 'backends', path: '/publisher/$service/backends', role: 'analyst', at: 'instance' },
  { key: 'certificates', path: '/publisher/$service/certificates', role: 'analyst', at: 'instance' },
  { key: 'notifications', path: '/publisher/$service/notifications', role: 'analyst', at: 'instance' },
  { key: 'security', path: '/publisher/$service/security', role: 'analyst', at: 'instance' },
  { key: 'portalContent', path: '/publisher/$service/portal-content', role: 'analyst', at: 'instance' },
  { key: 'activityLog', path: '/publisher/$service/activity-log', role: 'administrator', at: 'instance' },
  { key: 'settings', path: '/publisher/$service/settings', role: 'analyst', at: 'instance' },
  { key: 'developer', path: '/developer/$service', role: 'developer', at: 'instance' },
  { key: 'tryApis', path: '/developer/$service/apis', role: 'developer', at: 'instance' },
  { key: 'experiments', path: '/studio/$workspace', role: 'analyst', at: 'workspace' },
  { key: 'newExperiment', path: '/studio/$workspace/experiments/new', role: 'publisher', at: 'workspace' },
  { key: 'datasets', path: '/studio/$workspace/datasets', role: 'analyst', at: 'workspace' },
  { key: 'uploadDataset', path: '/studio/$workspace/datasets/new', role: 'publisher', at: 'workspace' },
  { key: 'trainedModels', path: '/studio/$workspace/trained-models', role: 'analyst', at: 'workspace' },
  { key: 'webServices', path: '/studio/$workspace/web-services', role: 'analyst', at: 'workspace' },
  { key: 'storage', path: '/studio/$workspace/storage', role: 'analyst', at: 'workspace' },
  { key: 'workspaceSettings', path: '/studio/$workspace/settings', role: 'analyst', at: 'workspace' },
] as const satisfies readonly {
  readonly key: string
  readonly path: string
  readonly role: UserRole
  /** What has to be open for it to be known where it is. */
  readonly at: 'installation' | 'instance' | 'workspace'
}[]
