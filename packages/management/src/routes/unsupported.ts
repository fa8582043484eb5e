import type { UnsupportedRoutes } from '../arm/define-route.ts'

/** What the compatible service has and this one answers with 501, and why. */
export const unsupported: readonly UnsupportedRoutes[] = [
  {
    below: '/backup',
    reason: 'A backup is a copy of the data folder, or of the PostgreSQL database, made with its own tools.',
  },
  {
    below: '/restore',
    reason:
      'A backup is restored by putting back the data folder, or the PostgreSQL database, while the program stands still.',
  },
  { below: '/migrateToStv2', reason: 'There is one platform version only, so there is nothing to migrate to.' },
  {
    below: '/applynetworkconfigurationupdates',
    reason: 'Networks and names are settings of the machine and of the program; it reads them when it starts.',
  },
]
